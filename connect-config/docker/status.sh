# Whether data flows, in a few lines: last sweep of each integration, records that wait, sink tasks, rows, dead letters.
set -euo pipefail
cd "$(dirname "$0")/../.."
# What all instances of a service show at /metrics.
metrics() {
  for id in $(docker compose ps -q "$1"); do docker exec "$id" curl -fsS --max-time 5 http://localhost:8080/metrics || true; done 2>/dev/null
}
# Lines of a metric as "label value": METRIC LABEL [LABEL].
each() {
  awk -v metric="$1" -v one="$2" -v two="${3:-}" '
    function label(name) {return name != "" && match($0, name "=\"[^\"]*\"") ? substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 3) : ""}
    index($0, metric "{") == 1 {print label(one) (two == "" ? "" : " " label(two)), $NF}'
}

docker compose ps --format '{{.Service}} {{.State}} {{.Health}}' | sort | awk '{printf "%s%s=%s", (NR > 1 ? ", " : "services      "), $1, ($3 == "" ? $2 : $3)} END {print ""}'
producer=$(metrics producer)
supervisor=$(metrics supervisor)
each jst_sweep_last_success_timestamp_seconds integration <<<"$producer" | awk -v now="$(date +%s)" '
  $2 > last[$1] {last[$1] = $2} {seen[$1]}
  END {for (name in seen) printf "last sweep    %s %s\n", name, (last[name] > 0 ? sprintf("complete %d s ago", now - last[name]) : "none complete since the producer started")}' | sort
for id in $(docker compose ps -q producer); do
  docker exec "$id" curl -sS --max-time 5 http://localhost:8080/readyz 2>/dev/null | sed -n '/^ok$/!s/^/not ready     /p' || true
done
# Where the supervisor cannot tell, it says NaN.
each jst_stage_lag_records integration stage <<<"$supervisor" | awk '
  {waits[$1 " " $2] += ($3 == "NaN" ? 0 : $3)} $3 == "NaN" {unknown[$1 " " $2]}
  END {for (stage in waits) print stage, (stage in unknown ? "unknown" : waits[stage])}' | sort -k1,1 -k2,2r | awk '
  {line[$1] = line[$1] sprintf("%s%s %s", (line[$1] == "" ? "" : ", "), $2, $3)} END {for (name in line) printf "waiting       %s: %s\n", name, line[name]}'
metrics connect | each jst_connect_tasks connector state | awk '$3 > most[$1 " " $2] {most[$1 " " $2] = $3} {seen[$1]}
  END {for (name in seen) {printf "sink tasks    %s:", name; n = split("running failed paused unassigned", states, " ")
    for (i = 1; i <= n; i++) if (i <= 2 || most[name " " states[i]] > 0) printf "%s %d %s", (i > 1 ? "," : ""), most[name " " states[i]], states[i]; print ""}}' | sort
awk '$1 == "jst_mysql_up" {print "mysql         " ($2 == 1 ? "takes the login of the sink" : "does not take the login of the sink")}' <<<"$supervisor"
if docker compose config --services | grep -x mysql >/dev/null; then
  docker compose exec -T mysql bash -euc 'export MYSQL_PWD=$(tr -d "[:space:]" </run/secrets/mysql_password); tables=$(mysql -ujst bi -N -e "SHOW TABLES"); for t in $tables; do rows=$(mysql -ujst bi -N -e "SELECT COUNT(*) FROM \`$t\`"); echo "rows          $t $rows"; done' 2>/dev/null ||
    echo "rows          cannot be counted: MySQL is away, and what is to be written waits in Kafka; docker compose logs mysql says more"
else
  docker compose --progress quiet run --rm --no-deps -T supervisor io.jststream.connect.RowsMain --count </dev/null 2>&1 |
    awk -F'\t' 'NF == 2 {print "rows          " $1, $2} sub(/^error: /, "") {print "rows          cannot be counted: " $0}' || true
fi
# Ends of transactions take offsets too, so a topic that is not empty holds fewer.
docker compose exec -T kafka /opt/kafka/bin/kafka-get-offsets.sh --bootstrap-server localhost:9092 --topic '.*\.dead' 2>/dev/null |
  awk -F: '{letters[$1] += $3} END {for (topic in letters) printf "dead letters  %s %s%d\n", topic, (letters[topic] > 0 ? "at most " : ""), letters[topic]}' | sort ||
  echo "dead letters  cannot be counted: Kafka is away; docker compose logs kafka says more"
