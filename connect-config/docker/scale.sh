# Runs so many transformer instances: scale.sh 4
set -euo pipefail
cd "$(dirname "$0")/../.."
instances=${1:-1}
fail() {
  echo "error: $1" >&2
  exit 1
}

[[ $instances =~ ^[1-9][0-9]{0,2}$ ]] || fail "N=$instances is no number of instances, expected N=1 to N=999"
[ -n "$(docker compose ps --quiet --status running kafka)" ] || fail "kafka is not running; make up starts the pipeline"
partitions=$(docker compose exec -T kafka /opt/kafka/bin/kafka-topics.sh --bootstrap-server localhost:9092 --describe </dev/null |
  sed -nE 's/^Topic: jst\..*\.raw[[:space:]].*PartitionCount: ([0-9]+).*/\1/p' | awk '{n += $1} END {print n + 0}')
if [ "$instances" -gt "$partitions" ]; then
  echo "note: the raw topics have $partitions partitions, so $((instances - partitions)) instance(s) will be idle until another one stops"
fi
docker compose up --detach --no-recreate --no-deps --wait --scale "transformer=$instances" transformer
