# Whether data flows, in a few lines: last sweep, lag, tasks, rows, dead letters.
set -euo pipefail
cd "$(dirname "$0")/../.."
kafka() { docker compose exec -T kafka "/opt/kafka/bin/$1" --bootstrap-server localhost:9092 "${@:2}" 2>/dev/null; }

docker compose ps --format '{{.Service}} {{.State}} {{.Health}}' | sort | awk '{printf "%s%s=%s", (NR > 1 ? ", " : "services      "), $1, ($3 == "" ? $2 : $3)} END {print ""}'
last=$(kafka kafka-get-offsets.sh --topic jst.sweeps | awk -F: '{print $3 - 1}')
if [ "${last:-0}" -ge 0 ]; then
  # A transaction ends with a marker that takes an offset too, so the last entry stands before it.
  kafka kafka-console-consumer.sh --topic jst.sweeps --partition 0 --offset "$((last > 0 ? last - 1 : 0))" --max-messages 1 --timeout-ms 8000 \
    --consumer-property isolation.level=read_committed |
    sed -nE 's/.*"ended":"([^"]*)","outcome":"([^"]*)","reason":"([^"]*)".*"seen":([0-9]*),"new":([0-9]*),"changed":([0-9]*).*/last sweep    \2 at \1: \4 seen, \5 new, \6 changed \3/p'
fi
for group in $(kafka kafka-consumer-groups.sh --list | grep -v '\.replay$' | sort); do
  lag=$(kafka kafka-consumer-groups.sh --describe --group "$group" | awk '$6 ~ /^[0-9]+$/ {n += $6} END {print n + 0}')
  echo "lag           $group $lag"
done
docker compose exec -T connect curl -fsS 'http://localhost:8083/connectors?expand=status' |
  grep -oE '"state":"[A-Z]*"' | sort | uniq -c | awk '{gsub(/"state":|"/, "", $2); printf "%s%s %s", (NR > 1 ? ", " : "connect       "), $1, $2} END {print ""}'
docker compose exec -T mysql bash -c 'export MYSQL_PWD=$(cat /run/secrets/mysql_password); for t in $(mysql -ujst bi -N -e "SHOW TABLES"); do echo "rows          $t $(mysql -ujst bi -N -e "SELECT COUNT(*) FROM \`$t\`")"; done'
for topic in $(kafka kafka-topics.sh --list | grep -E '^jst\..*\.dead$'); do
  echo "dead letters  $topic $(kafka kafka-get-offsets.sh --topic "$topic" | awk -F: '{n += $3} END {print n + 0}')"
done
