# Maps the history again: stops the transformer, sets its offsets back, starts it, waits for the table, and says what changed there.
#   replay.sh [2026-11-01T00:00:00+08:00]     from that time on; without a time, everything
set -euo pipefail
cd "$(dirname "$0")/../.."
from=${1:-}
group=jst-transformer
kafka() { docker compose exec -T kafka "/opt/kafka/bin/$1" --bootstrap-server localhost:9092 "${@:2}" 2>/dev/null; }
lag() { kafka kafka-consumer-groups.sh --describe --group "$1" | awk '$6 ~ /^[0-9]+$/ {n += $6; known = 1} END {print known ? n + 0 : -1}'; }
# One line a row: the table, the key, a digest of all columns.
rows() {
  docker compose exec -T mysql bash -c '
    export MYSQL_PWD=$(cat /run/secrets/mysql_password)
    sql() { mysql -ujst bi -N -e "SET SESSION group_concat_max_len = 1000000; $1"; }
    for table in $(sql "SHOW TABLES"); do
      columns=$(sql "SELECT GROUP_CONCAT(CONCAT(\"COALESCE(\`\", column_name, \"\`,'"'"'-'"'"')\") ORDER BY ordinal_position) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = \"$table\"")
      key=$(sql "SELECT GROUP_CONCAT(CONCAT(\"\`\", column_name, \"\`\") ORDER BY ordinal_position) FROM information_schema.key_column_usage WHERE table_schema = DATABASE() AND table_name = \"$table\" AND constraint_name = \"PRIMARY\"")
      sql "SELECT CONCAT(\"$table \", CONCAT_WS(\"/\", $key)), SHA2(CONCAT_WS(\"|\", $columns), 256) FROM \`$table\`"
    done'
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
instances=$(docker compose ps -q transformer | wc -l)
rows | sort >"$work/before"
echo "stopping $instances transformer instance(s)"
docker compose stop transformer >/dev/null 2>&1
if [ -z "$from" ]; then
  position=(--to-earliest)
else
  case $from in *.*) ;; *) from=$(sed -E 's/(T[0-9:]{8})/\1.000/' <<<"$from") ;; esac
  position=(--to-datetime "$from")
fi
# Kafka refuses while an instance is still a member of the group.
for _ in $(seq 30); do
  kafka kafka-consumer-groups.sh --group $group --reset-offsets "${position[@]}" --all-topics --execute >"$work/reset" && break
  sleep 1
done
grep -q "$group" "$work/reset" || {
  echo "error: the offsets of $group could not be set back: $(tail -1 "$work/reset")" >&2
  docker compose start transformer >/dev/null 2>&1
  exit 1
}
docker compose start transformer >/dev/null 2>&1
started=$(date +%s)
echo "mapping $(lag $group) records again"
# What a sink has committed stops at its last record, one short of the end of a partition: the end of a transaction has an offset too.
sinks=$(kafka kafka-consumer-groups.sh --list | grep '^connect-')
ends=$(for sink in $sinks; do kafka kafka-consumer-groups.sh --describe --group "$sink"; done | awk '$6 ~ /^[0-9]+$/ {n++} END {print n + 0}')
# A worker commits every five seconds, so the figure has to stand for longer than that; each look takes some seconds.
quiet=0
while [ $quiet -lt 3 ]; do
  left=$(lag $group)
  for sink in $sinks; do left=$((left + $(lag "$sink"))); done
  left=$((left > ends ? left - ends : 0))
  echo "  $left records to go after $(($(date +%s) - started)) s"
  if [ "$left" -eq 0 ]; then quiet=$((quiet + 1)); else quiet=0; fi
done
rows | sort >"$work/after"
join -j 1 -t $'\t' -a 1 -a 2 -e - -o 0,1.2,2.2 "$work/before" "$work/after" | awk -F'\t' '
  $2 == "-" {inserted++; next} $3 == "-" {deleted++; next} $2 != $3 {updated++; next} {unchanged++}
  END {printf "table: %d inserted, %d updated, %d deleted, %d unchanged\n", inserted, updated, deleted, unchanged}'
