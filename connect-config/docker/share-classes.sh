# Class-data sharing for the Connect worker, made while the image is built: a worker that runs beside a broker for a moment has loaded
# what the next start needs. Without the archive the worker starts as well, more slowly.
set -u
cd /tmp
cat >broker.properties <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:9093
listeners=CLIENT://localhost:9092,CONTROLLER://localhost:9093
listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=CLIENT
controller.listener.names=CONTROLLER
offsets.topic.num.partitions=1
offsets.topic.replication.factor=1
log.dirs=/tmp/broker
PROPERTIES
export KAFKA_HEAP_OPTS=-Xmx384m
/opt/kafka/bin/kafka-storage.sh format --cluster-id share-classes-00000000 --config broker.properties >/dev/null
/opt/kafka/bin/kafka-server-start.sh broker.properties >broker.log 2>&1 &
broker=$!
CONNECT_BOOTSTRAP_SERVERS=localhost:9092 CONNECT_CONFIG_STORAGE_REPLICATION_FACTOR=1 CONNECT_OFFSET_STORAGE_REPLICATION_FACTOR=1 \
  CONNECT_STATUS_STORAGE_REPLICATION_FACTOR=1 SHARE_CLASSES=/connect/connect.jsa \
  bash /connect/connect.sh >worker.log 2>&1 &
worker=$!
for _ in $(seq 60); do
  { curl -fsS http://localhost:8083/health || wget -qO- http://localhost:8083/health; } >/dev/null 2>&1 && break
  sleep 1
done
kill $worker
wait $worker
kill -9 $broker
[ -f /connect/connect.jsa ] || { echo "no class-data archive of the worker was made:"; tail -n 5 broker.log; tail -n 5 worker.log; }
rm -rf /tmp/* /opt/kafka/logs/*
exit 0
