# The front door: `make` lists what can be done here.
MVN  := mvn -B -ntp
JAVA := java -Xmx640m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto
CP    = local/target/classes:$$(cat local/target/classpath)

.DEFAULT_GOAL := help
.PHONY: help run simulator test e2e check render fmt clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

run: target/built ## the whole pipeline here, without Docker; ONCE=1: one sweep, then compare and end
	@exec $(JAVA) -cp "$(CP)" io.jststream.local.LocalMain $(if $(ONCE),--once)

simulator: target/built ## a Jushuitan to try things against, alone
	@exec $(JAVA) -cp "$(CP)" io.jststream.simulator.SimulatorMain

test: ## all tests that need no Docker, and the quality gates
	$(MVN) -T 2 verify
	@echo "Not run: the Docker suite (there is none yet)."

e2e: ## only the whole-pipeline tests
	$(MVN) verify -pl e2e -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest='io.jststream.e2e.*Test'

check: target/built ## is the catalog right?
	@exec $(JAVA) -cp "$(CP)" io.jststream.connect.RenderMain target/rendered && echo "catalog: ok"

render: target/built ## write connect-config/rendered anew from the catalog
	@exec $(JAVA) -cp "$(CP)" io.jststream.connect.RenderMain connect-config/rendered

fmt: ## format the code
	$(MVN) -q spotless:apply

clean: ## remove what was built, and the data of make run
	$(MVN) -q clean

target/built: $(shell find pom.xml */pom.xml */src/main -type f 2>/dev/null)
	@echo "building ..."
	@$(MVN) -q -pl local -am -Dmaven.test.skip=true -Dspotless.check.skip=true package
	@mkdir -p target && touch $@
