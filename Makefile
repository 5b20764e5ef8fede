# The front door: `make` lists what can be done here.
MVN  := mvn -B -ntp
JAVA := java -Xmx640m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto
CP    = local/target/classes:$$(cat local/target/classpath)
# Else the flight recorder counts a sample for the method of the nearest safepoint.
EXACT_SAMPLES = -XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints
# As the transformer's image starts it, but for the samples; what the parts log goes to a file.
BENCH = java -Xms2g -Xmx2g -XX:+UseSerialGC $(EXACT_SAMPLES) -Dlogback.configurationFile=logback-local.xml -DJST_LOCAL_DATA=bench/target
# A program of the producer: with Docker, or without it for the broker at B.
PRODUCER = $(if $(B),JST_KAFKA_BOOTSTRAP_SERVERS=$(B) $(JAVA) -cp "$(CP)",docker compose run --rm --no-deps -T --entrypoint java producer -XX:+UseSerialGC -cp 'app/*:lib/*')
# What the images say of themselves.
LABELS = REVISION=$$(git rev-parse --short HEAD 2>/dev/null) CREATED=$$(git log -1 --format=%cI 2>/dev/null)
# The settings of the stack: those that Compose puts into its file as well as those that it hands to our programs.
ENV_FILE := $(or $(ENV_FILE),.env)
ifneq ($(ENV_FILE),.env)
export ENV_FILE
export COMPOSE_ENV_FILES ?= $(ENV_FILE)
endif
# A profile on the command line takes the place of those in .env.
PROFILES = $(addprefix --profile ,$(shell sed -n 's/^COMPOSE_PROFILES=//p' $(ENV_FILE) 2>/dev/null | tr ',' ' '))

.DEFAULT_GOAL := help
.PHONY: help run simulator test e2e e2e-docker faults e2e-large simulation bench check render fmt clean up down ps logs status sweeps quota release dlq scale replay mysql topics lag connector secrets

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: target/built ## the whole pipeline here, without Docker; ONCE=1: one sweep, then compare and end; APPROVE=1: tables that are there may lose what the catalog has no more
	@exec $(JAVA) -cp "$(CP)" io.jststream.local.LocalMain $(if $(ONCE),--once) $(if $(APPROVE),--approve)

simulator: target/built ## a Jushuitan to try things against, alone
	@exec $(JAVA) -cp "$(CP)" io.jststream.simulator.SimulatorMain

test: ## all tests that need no Docker, and the quality gates
	$(MVN) -T 2 verify
	@echo "Not run: the Docker suite (make e2e-docker)."

e2e: ## only the whole-pipeline tests
	$(MVN) verify -pl e2e -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest='io.jststream.e2e.*Test'

e2e-docker: ## the same on containers; needs Docker
	$(MVN) verify -pl e2e -am -Dtest.forks=1 -Dexcluded.tags=large -Dgroups=docker

faults: ## every fault RUNS=20 times on containers, with figures; takes hours
	$(MVN) verify -pl e2e -am -Dsurefire.failIfNoSpecifiedTests=false -Dexcluded.tags=none -Dtest.output.to.file=false -Dtest=FaultMatrixTest -Druns=$(or $(RUNS),20) -Dfaults=$(FAULTS)

e2e-large: ## 200,000 orders that change while they are read, 200,000 rows mapped again, 2 million records by 1, 2 and 4 instances, TLS, a database that is away or refuses rows, the power that goes (root); an hour
	$(MVN) verify -pl e2e -am -Dsurefire.failIfNoSpecifiedTests=false -Dexcluded.tags=none -Dtest.output.to.file=false -Dreplay.rows=200000 -Dorders=200000 -Dtest=IncrementalTest,ReplayTest,ScaleTest,PauseTest,DockerAccountsTest,SecureConnectionsTest,SinkOutageTest,RefusedRowTest,TypesTest,OwnMysqlTest,PowerCutTest

simulation: ## months of polling on virtual time, RUNS=10000 of them, and docs/simulation.md anew; interrupted, it goes on where it was; SEED=7 SIZE=small that one alone
	JST_LOG_LEVEL=OFF $(MVN) verify -pl e2e -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest.output.to.file=false "-Dtest.jvm.args=-Xmx1g -XX:+UseSerialGC -Dfile.encoding=UTF-8" -Dtest=SimulationTest -Druns=$(if $(SEED),,$(or $(RUNS),10000)) -Dseed=$(SEED) -Dsize=$(SIZE)

bench: ## how fast is it? docs/performance.md and bench/figures anew, in three quarters of an hour; QUICK=1 a look in five minutes; RECORDS=1000000 ROUNDS=9 more, S=sink that stage alone, S=growth what a row costs among 10 million, S=idle what nothing costs
	@$(MVN) -q -pl bench -am -Dquick package
	@$(BENCH) $(if $(QUICK),-Dquick=true) $(if $(RECORDS),-Drecords=$(RECORDS)) -Drounds=$(or $(ROUNDS),5) -cp "bench/target/classes:$$(cat bench/target/classpath)" io.jststream.bench.BenchMain $(S)

check: target/built ## is the catalog right, and what does it need of the quota?
	@./jst check
	@exec $(JAVA) -cp "$(CP)" io.jststream.producer.QuotaMain --estimate

quota: $(if $(B),target/built) ## what the catalog needs of the API's quota, by the last sweeps; B= as for make sweeps
	@$(PRODUCER) io.jststream.producer.QuotaMain

render: target/built ## write connect-config/rendered anew from the catalog
	@exec $(JAVA) -cp "$(CP)" io.jststream.connect.RenderMain connect-config/rendered

up: secrets $(ENV_FILE) ## the pipeline with Docker: build what has changed, start, wait until it is healthy; MONITORING=1: watched
	@$(LABELS) bash connect-config/docker/up.sh $(if $(MONITORING),--profile monitoring $(PROFILES))
	@$(LABELS) docker compose build --quiet jst # else ./jst would go on with what it was built of at first
	@$(MAKE) --no-print-directory status

down: ## stop the pipeline; VOLUMES=1 removes its data too
	docker compose --profile '*' down $(if $(VOLUMES),--volumes)

ps: ## the containers and how they are
	docker compose ps --all

logs: ## what the services say; S=producer for one of them
	docker compose logs --follow --tail 100 $(S)

status: ## does data flow? last sweep, lag, tasks, rows, dead letters
	@bash connect-config/docker/status.sh

sweeps: $(if $(B),target/built) ## the last sweeps, as a table; N=50 of them, JSON=1 as they are; B=127.0.0.1:<port of make run's broker> without Docker
	@$(PRODUCER) io.jststream.producer.SweepsMain $(if $(JSON),--json) $(N)

release: $(if $(B),target/built) ## let go what a held sweep of I=shops holds; DROP=1 keeps it, A=<account> where several hold something, B= as above
	@$(PRODUCER) io.jststream.producer.ReleaseMain $(or $(I),shops) $(A) $(if $(DROP),--drop)

dlq: ## the dead letters that are open, by rule and column; I=shops of one integration, B= as above; ./jst dlq --help says what can be done with them
	@$(if $(B),JST_KAFKA_BOOTSTRAP_SERVERS=$(B),DOCKER=1) ./jst dlq $(I)

scale: ## N=4 transformer instances; S=producer for that service
	@$(if $(S),docker compose up --detach --no-recreate --no-deps --wait --scale $(S)=$(or $(N),1) $(S),bash connect-config/docker/scale.sh $(N))

replay: ## map the history again; FROM=2026-11-01T00:00:00+08:00 from a time on
	@bash connect-config/docker/replay.sh $(FROM)

mysql: ## a shell on the tables' database
	docker compose exec mysql bash -c 'MYSQL_PWD=$$(tr -d "[:space:]" </run/secrets/mysql_password) mysql -ujst bi'

topics: ## the topics, their partitions and settings
	docker compose exec kafka /opt/kafka/bin/kafka-topics.sh --bootstrap-server localhost:9092 --describe

lag: ## how far each group has read
	docker compose exec kafka /opt/kafka/bin/kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --all-groups

connector: ## the connectors and their tasks
	docker compose exec connect curl -fsS 'http://localhost:8083/connectors?expand=status'

secrets: # those that are missing
	@sh connect-config/docker/secrets.sh secrets

.env:
	cp .env.example .env

fmt: ## format the code
	$(MVN) -q spotless:apply

clean: ## remove what was built, and the data of make run
	$(MVN) -q clean

target/built: $(shell find pom.xml */pom.xml */src/main -type f 2>/dev/null)
	@echo "building ..."
	@$(MVN) -q -pl local,console -am -Dquick package
	@mkdir -p target && touch $@
