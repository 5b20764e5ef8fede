# Maps the history again: starts the transformer anew, which maps it beside what is new, waits for the table, and says what changed there.
#   replay.sh [2026-11-01T00:00:00+08:00]     from that time on; without a time, everything
set -euo pipefail
cd "$(dirname "$0")/../.."
from=${1:-}
group=jst-transformer
# What is committed for this group tells the transformer where to begin, and the transformer commits how far it is. It has no members.
replay=$group.replay
work=$(mktemp -d)

fail() {
  echo "error: $1" >&2
  exit 1
}

# A tool of Kafka; what it complains of stays in $work/complaint.
kafka() { docker compose exec -T kafka "/opt/kafka/bin/$1" --bootstrap-server localhost:9092 "${@:2}" </dev/null 2>"$work/complaint"; }
groups() { kafka kafka-consumer-groups.sh "$@"; }
reset_offsets() { groups --reset-offsets --execute --group "$@" "${topics[@]}" >"$work/reset" && grep -q "^$1 " "$work/reset"; }
sql() {
  docker compose exec -T mysql bash -c 'MYSQL_PWD=$(cat /run/secrets/mysql_password) exec mysql -ujst --default-character-set=utf8mb4 -N --quick bi'
}

# Every row of the tables that a sink writes: table, key, digest.
rows() {
  local tables
  tables=$(docker compose exec -T connect sh -c 'url="http://localhost:8083/connectors?expand=info"; curl -fsS "$url" || wget -qO- "$url"' </dev/null |
    grep -oE '"(table|table.name.format|collection.name.format)":"[^"]*"' | cut -d'"' -f4 | sort -u | paste -sd, -) || true
  [ -n "$tables" ] || fail "the Connect worker has no sink that writes a table; make up registers them"
  sed "s/@tables/'$tables'/" connect-config/docker/rows.sql | sql | sql
}

# The time that was asked for, in UTC and as Kafka's tools read it.
position() {
  if [ -z "$from" ]; then
    echo --to-earliest
    return
  fi
  local clock zone parsed
  local form='^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?)(Z|[+-][0-9]{2}:[0-9]{2})$'
  [[ $from =~ $form ]] || fail "FROM=$from is no time, expected a date, a clock and a time zone as in 2026-11-01T00:00:00+08:00"
  clock="${BASH_REMATCH[1]} ${BASH_REMATCH[2]}" zone=${BASH_REMATCH[4]/Z/+00:00}
  parsed=$(sql <<<"SELECT CONCAT(t <= UTC_TIMESTAMP(3), DATE_FORMAT(t, '%Y-%m-%dT%H:%i:%s.'), LPAD(MICROSECOND(t) DIV 1000, 3, '0'))
    FROM (SELECT CONVERT_TZ(CAST('$clock' AS DATETIME(3)), '$zone', '+00:00') AS t) AS asked;")
  case $parsed in
    1*) echo "--to-datetime ${parsed:1}+00:00" ;;
    0*) fail "FROM=$from is in the future, expected a time from which on records may have come" ;;
    *) fail "FROM=$from is not in the calendar, expected a time as in 2026-11-01T00:00:00+08:00" ;;
  esac
}

# How far all groups are: group, topic, partition, committed offset, end; a group that has committed nothing is at 0.
look() { groups --describe --all-groups | awk '$3 ~ /^[0-9]+$/ {print $1, $2, $3, $4 + 0, $5 + 0}' >"$work/look"; }
# How far the history goes, in $work/history, is where the transformer stood when it was stopped; what came later it maps as always.
records_to_map() {
  awk -v group=$group -v replay=$replay 'FNR == NR {if ($1 == group && $2 ~ /\.raw$/) end[$2 $3] = $4; next} $1 == replay {at[$2 $3] = $4}
    END {for (p in end) if (end[p] > at[p]) n += end[p] - at[p]; print n + 0}' "$work/history" "$work/look"
}
# Partitions of the sinks that are behind the ends in $work/goal: topic, partition, committed offset, records (and markers) to go.
partitions_to_write() {
  awk 'FNR == NR {goal[$2 " " $3] = $5; next} $1 ~ /^connect-/ && $4 < goal[$2 " " $3] {print $2, $3, $4, goal[$2 " " $3] - $4}' "$work/goal" "$work/look"
}
# Whether a committed record stands at or behind an offset: markers and what was given up take offsets too, and no sink ever commits those.
record_at() {
  kafka kafka-console-consumer.sh --topic "$1" --partition "$2" --offset "$3" --isolation-level read_committed --max-messages 1 \
    --timeout-ms 5000 >/dev/null || true
  case $(cat "$work/complaint") in
    *'Processed a total of 1 '*) ;;
    *'Processed a total of 0 '*) return 1 ;;
    *) fail "Kafka does not show partition $2 of $1: $(tail -1 "$work/complaint")" ;;
  esac
}
all_written() {
  local topic partition offset
  while read -r topic partition offset _; do
    ! record_at "$topic" "$partition" "$offset" || return 1
  done <"$work/behind"
}

stopped=
clean_up() {
  local code=$?
  trap '' INT TERM
  if [ "$stopped" ]; then
    echo "starting the transformer again" >&2
    groups --delete --group $replay >/dev/null || true
    docker compose start transformer >/dev/null 2>&1 || echo "error: it does not start; make up starts it" >&2
  fi
  rm -rf "$work"
  exit $code
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for service in kafka mysql connect transformer; do
  [ -n "$(docker compose ps --quiet --status running $service)" ] || fail "$service is not running; make up starts the pipeline"
done
where=$(position)
topics=()
kafka kafka-topics.sh --list >"$work/topics" || fail "Kafka does not answer: $(tail -1 "$work/complaint")"
for topic in $(grep -E '^jst\..+\.raw$' "$work/topics"); do topics+=(--topic "$topic"); done
[ ${#topics[@]} -gt 0 ] || fail "there is no raw topic; make up creates them"
rows >"$work/before"

instances=$(docker compose ps --quiet transformer | wc -l)
echo "stopping $((instances)) transformer instance(s)"
stopped=yes
docker compose stop transformer >/dev/null 2>&1
# One that goes on would not hear of the replay: one that was killed is a member for ten seconds, one on another host for ever.
for attempt in $(seq 20); do
  groups --describe --state --group $group >"$work/state" && grep -q " Empty " "$work/state" && break
  [ "$attempt" -lt 20 ] || fail "the group $group is not without members; stop its instances on other hosts. $(cat "$work/state" "$work/complaint" | grep . | tail -1)"
  sleep 1
done
look
cp "$work/look" "$work/history"
# shellcheck disable=SC2086 # an option and its value
reset_offsets $replay $where || fail "Kafka does not note where the replay begins. $(cat "$work/reset" "$work/complaint" | grep . | tail -1)"
docker compose start transformer >/dev/null 2>&1
stopped=
started=$SECONDS
look
echo "mapping $(records_to_map) records again, without versions that have a later one"
echo "from here on Ctrl-C ends the waiting alone"

while left=$(records_to_map) && [ "$left" -gt 0 ]; do
  echo "  $left records to go after $((SECONDS - started)) s"
  look
done
groups --delete --group $replay >/dev/null || true
look
cp "$work/look" "$work/goal"
before=
while partitions_to_write >"$work/behind" && [ -s "$work/behind" ]; do
  left=$(awk '{n += $4} END {print n}' "$work/behind")
  echo "  mapped; $left records to write after $((SECONDS - started)) s"
  [ "$left" != "$before" ] || ! all_written || break
  before=$left
  look
done
rows >"$work/after"
awk -F'\t' '
  side == "before" {digest[$1 FS $2] = $3; next}
  {key = $1 FS $2; if (!(key in digest)) inserted++; else if (digest[key] == $3) unchanged++; else updated++; delete digest[key]}
  END {for (key in digest) deleted++; printf "table: %d inserted, %d updated, %d deleted, %d unchanged\n", inserted, updated, deleted, unchanged}
' side=before "$work/before" side=after "$work/after"
