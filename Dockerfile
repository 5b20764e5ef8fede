# Images of the pipeline's services, one target each: producer, transformer, setup, simulator, jst, connect.
#   docker compose build            (needs Docker alone)

# The sink connector in the Connect image: jst, confluent or debezium.
ARG JDBC_SINK=jst
# What the images say of themselves; make up takes it from git. At the end of each image, where it spoils no layer.
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=
ARG CREATED=

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -Dquick -pl producer,transformer,sink,connect-config,simulator,console -am \
        package dependency:copy-dependencies -DincludeScope=runtime \
 && for service in producer transformer sink connect-config simulator console; do \
      mkdir -p /app/$service/lib /app/$service/app \
      && mv $service/target/dependency/*.jar /app/$service/lib/ \
      && find /app/$service/lib -regex '.*/\(service\|integration\)-[0-9].*' -exec mv -t /app/$service/app {} + \
      && cp $service/target/$service-*.jar /app/$service/app/; \
    done

# What every Java service has: a runtime, a user of its own, no shell needed to start.
FROM eclipse-temurin:17-jre AS service
RUN mkdir /state && chown 10001:10001 /state
WORKDIR /app
ENV JST_STATUS_ADDRESS=0.0.0.0:8080 JST_CATALOG=/catalog JST_TOKEN_FILE=/state/tokens.json
EXPOSE 8080

FROM service AS producer
COPY --from=build /app/producer/lib lib
COPY --from=build /app/producer/app app
COPY catalog /catalog
# Class-data sharing: a run that finds no broker has loaded what the next start needs.
RUN JST_APP_KEY=none JST_APP_SECRET=none JST_BASE_URL=http://localhost:1 JST_KAFKA_BOOTSTRAP_SERVERS=localhost:1 JST_KAFKA_MAX_BLOCK_MS=500 \
    java -XX:+UseSerialGC -XX:ArchiveClassesAtExit=app.jsa -cp 'app/*:lib/*' io.jststream.producer.ProducerMain --once >/dev/null 2>&1 || test -f app.jsa
USER 10001:10001
VOLUME /state
HEALTHCHECK --interval=30s --timeout=3s --start-period=180s --start-interval=1s CMD curl -fsS http://localhost:8080/livez
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:SharedArchiveFile=/app/app.jsa", "-cp", "app/*:lib/*", "io.jststream.producer.ProducerMain"]
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="jst-stream producer" \
      org.opencontainers.image.description="Reads the Jushuitan API into Kafka" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"

FROM service AS transformer
COPY --from=build /app/transformer/lib lib
COPY --from=build /app/transformer/app app
COPY catalog /catalog
# The store's native library is unpacked where it may be run from, which /tmp of a read-only container is not.
ENV JST_STATIC_MEMBER=true JST_STREAMS_STATE_DIR=/state/streams ROCKSDB_SHAREDLIB_DIR=/state
RUN JST_KAFKA_BOOTSTRAP_SERVERS=localhost:1 JST_STREAMS_STATE_DIR=/tmp/streams timeout -s TERM 5 \
    java -XX:+UseSerialGC -XX:ArchiveClassesAtExit=app.jsa -cp 'app/*:lib/*' io.jststream.transformer.TransformerMain >/dev/null 2>&1 || test -f app.jsa
USER 10001:10001
# Each container has one of its own, which it keeps over a restart and over make up; what is lost is read again from Kafka.
VOLUME /state
HEALTHCHECK --interval=30s --timeout=3s --start-period=180s --start-interval=1s CMD curl -fsS http://localhost:8080/readyz
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:SharedArchiveFile=/app/app.jsa", "-cp", "app/*:lib/*", "io.jststream.transformer.TransformerMain"]
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="jst-stream transformer" \
      org.opencontainers.image.description="Maps raw records to typed records and dead letters" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"

FROM service AS setup
COPY --from=build /app/connect-config/lib lib
COPY --from=build /app/connect-config/app app
COPY catalog /catalog
RUN JST_KAFKA_BOOTSTRAP_SERVERS=localhost:1 JST_CONNECT_URL=http://localhost:1 timeout -s TERM 5 \
    java -XX:+UseSerialGC -XX:ArchiveClassesAtExit=app.jsa -cp 'app/*:lib/*' io.jststream.connect.SetupMain >/dev/null 2>&1 || test -f app.jsa
USER 10001:10001
HEALTHCHECK --interval=30s --timeout=3s --start-period=180s --start-interval=1s CMD curl -fsS http://localhost:8080/livez
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-XX:SharedArchiveFile=/app/app.jsa", "-cp", "app/*:lib/*"]
CMD ["io.jststream.connect.SetupMain"]
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="jst-stream setup" \
      org.opencontainers.image.description="Makes topics, tables and connectors, and watches over them" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"

FROM service AS simulator
COPY --from=build /app/simulator/lib lib
COPY --from=build /app/simulator/app app
USER 10001:10001
ENV JST_SIMULATOR_ADDRESS=0.0.0.0:8090
EXPOSE 8090
HEALTHCHECK --interval=30s --timeout=3s --start-period=180s --start-interval=1s CMD curl -sS -o /dev/null http://localhost:8090/
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-cp", "app/*:lib/*", "io.jststream.simulator.SimulatorMain"]
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="jst-stream simulator" \
      org.opencontainers.image.description="A Jushuitan to run against without credentials" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"

# The command line, for hosts without a JDK: docker compose run --rm jst.
FROM service AS jst
COPY --from=build /app/console/lib lib
COPY --from=build /app/console/app app
COPY catalog /catalog
USER 10001:10001
WORKDIR /work
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:MaxRAMPercentage=60", "-Dlogback.configurationFile=logback-console.xml", "-cp", "/app/app/*:/app/lib/*", "io.jststream.console.JstMain"]
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="jst-stream jst" \
      org.opencontainers.image.description="The command line of jst-stream" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"

# The sink connectors to choose from; the image gets the chosen one.
FROM build AS sink-jst
RUN mkdir -p /plugins/jst-sink && mv /app/sink/*/*.jar /plugins/jst-sink/

FROM build AS sink-debezium
RUN mv connect-config/target/plugins /plugins

FROM build AS sink-confluent
ARG CONFLUENT_JDBC=10.9.0
ARG CONFLUENT_JDBC_SHA256=
COPY connect-config/docker/confluent-sink.sh /confluent-sink.sh
RUN sh /confluent-sink.sh "$CONFLUENT_JDBC" "$CONFLUENT_JDBC_SHA256" /plugins

FROM sink-${JDBC_SINK} AS sink

FROM apache/kafka:4.3.1 AS connect
USER root
COPY --from=sink /plugins /plugins
# What an operator has put there by hand wins over the connector that the build fetched.
COPY connect-config/plugins /plugins
COPY connect-config/src/main/resources/io/jststream/connect/worker.properties /connect/worker.properties
COPY --from=build /build/connect-config/target/agent /connect/agent
COPY connect-config/docker/metrics.yml connect-config/docker/log4j2.yaml connect-config/docker/connect.sh connect-config/docker/share-classes.sh /connect/
RUN bash /connect/share-classes.sh
USER appuser
EXPOSE 8080 8083
HEALTHCHECK --interval=30s --timeout=3s --start-period=180s --start-interval=1s CMD curl -fsS http://localhost:8083/health || wget -qO- http://localhost:8083/health
ENTRYPOINT ["bash", "/connect/connect.sh"]
ARG VERSION
ARG REVISION
ARG CREATED
LABEL org.opencontainers.image.title="jst-stream connect" \
      org.opencontainers.image.description="Kafka Connect worker with a JDBC sink for MySQL" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.created="$CREATED"
