# Starts the Connect worker: the pipeline's properties, and over them what the environment says (CONNECT_GROUP_ID is group.id).
# How to get into a secured Kafka (CONNECT_SECURITY_…, CONNECT_SASL_…, CONNECT_SSL_…) holds for the connectors' clients too.
set -euo pipefail
properties=/tmp/worker.properties
cp /connect/worker.properties "$properties"
chmod u+w "$properties"
{
  echo
  echo "plugin.path=/plugins"
  echo "rest.advertised.host.name=$(hostname -i | cut -d' ' -f1)"
  env | sed -n 's/^CONNECT_//p' | while IFS='=' read -r name value; do
    key=$(tr 'A-Z_' 'a-z.' <<<"$name")
    echo "$key=$value"
    case $key in
      security.* | sasl.* | ssl.*) for client in producer consumer admin; do echo "$client.$key=$value"; done ;;
    esac
  done
} >>"$properties"
if [ -n "${SHARE_CLASSES:-}" ]; then
  # share-classes.sh; a JVM with an agent writes no archive
  java="-XX:ArchiveClassesAtExit=$SHARE_CLASSES"
else
  # A JVM that the archive does not fit goes without.
  java="-XX:SharedArchiveFile=/connect/connect.jsa"
  # /metrics, at the port that every service has it at.
  export KAFKA_OPTS="${KAFKA_OPTS:-} -javaagent:/connect/agent/jmx_prometheus_javaagent.jar=8080:/connect/metrics.yml"
fi
export KAFKA_LOG4J_OPTS="${KAFKA_LOG4J_OPTS--Dlog4j2.configurationFile=/connect/log4j2.yaml}"
export KAFKA_JVM_PERFORMANCE_OPTS="${KAFKA_JVM_PERFORMANCE_OPTS--XX:+UseSerialGC -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError} $java"
exec /opt/kafka/bin/connect-distributed.sh "$properties"
