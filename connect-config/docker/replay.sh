# Maps the history again: starts the transformer anew, which maps it beside what is new, waits for the table, and says what changed there.
#   replay.sh [--json] [[--from] 2026-11-01T00:00:00+08:00]     from that time on; without a time, everything
set -euo pipefail

usage() {
  cat <<'END'
Usage: jst replay [-h] [--json] [--from=<time>]
Maps the history again, after a change of the mapping, and says what changed in
the tables. Needs the Docker stack (make up), whose transformer it stops and
starts.
      --from=<time>   From that time on, such as 2026-11-01T00:00:00+08:00;
                        everything where it is not given.
  -h, --help          What can be typed here.
      --json          The answer as JSON, on standard output and alone there.
END
}

misused() {
  echo "error: $1; ./jst replay --help says what can be typed" >&2
  exit 2
}

from=
times=0
outcome='table: %d inserted, %d updated, %d deleted, %d unchanged\n'
exec 4>&1
while [ $# -gt 0 ]; do
  case $1 in
    --from)
      [ $# -gt 1 ] || misused "--from has no time, expected one such as 2026-11-01T00:00:00+08:00"
      from=$2 times=$((times + 1))
      shift
      ;;
    --from=*) from=${1#*=} times=$((times + 1)) ;;
    --json)
      outcome='{"inserted":%d,"updated":%d,"deleted":%d,"unchanged":%d}\n'
      exec >&2
      ;;
    -h | --help)
      usage >&4
      exit
      ;;
    -*) misused "unknown option $1, expected --from, --json or --help" ;;
    *) from=$1 times=$((times + 1)) ;;
  esac
  shift
done
[ "$times" -le 1 ] || misused "found $times times to begin at, the last one is $from, expected one or none"

cd "$(dirname "$0")/../.."
work=$(mktemp -d)

fail() {
  echo "error: $1" >&2
  exit 1
}

# Every row of the catalog's tables, in order: table, key, digest. They may be more than fit into memory.
rows() {
  docker compose --progress quiet run --rm --no-deps -T supervisor io.jststream.connect.RowsMain </dev/null | LC_ALL=C sort -T "$work"
}

stopped=
asked=
group=
client=
container=jst-stream-replay-$$-$RANDOM
clean_up() {
  local code=$?
  trap '' INT TERM
  if [ "$client" ]; then
    # Without its client the container would go on.
    kill "$client" 2>/dev/null && wait "$client" 2>/dev/null || true
    docker rm --force "$container" >/dev/null 2>&1 || true
  fi
  if [ "$stopped" ]; then
    echo "starting the transformer again" >&2
    # With what is noted already for the replay it would map the history; without, it goes on where it was.
    docker compose exec -T kafka /opt/kafka/bin/kafka-consumer-groups.sh --bootstrap-server localhost:9092 --delete --group "$group" </dev/null >/dev/null 2>&1 || true
    docker compose start transformer >/dev/null 2>&1 || echo "error: it does not start; make up starts it" >&2
  fi
  rm -rf "$work"
  exit $code
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for service in kafka connect transformer; do
  [ -n "$(docker compose ps --quiet --status running $service)" ] || fail "$service is not running; make up starts the pipeline"
done
# Notes in Kafka that the history is to be mapped, says when to stop and to start the transformer, then how far it is.
mkfifo "$work/lines" "$work/answers"
docker compose --progress quiet run --name "$container" --rm --no-deps -T supervisor io.jststream.connect.replay.ReplayMain ${from:+"$from"} <"$work/answers" >"$work/lines" 4>&- &
client=$!
exec 3>"$work/answers"
while IFS= read -r line; do
  case $line in
    @stop\ *)
      group=${line#@stop }
      rows >"$work/before"
      instances=$(docker compose ps --quiet transformer </dev/null | wc -l)
      echo "stopping $((instances)) transformer instance(s)"
      stopped=yes
      docker compose stop transformer </dev/null >/dev/null 2>&1
      echo stopped >&3
      ;;
    @stop) fail "the supervisor's image is of another version than this script; run make up first" ;;
    @start)
      docker compose start transformer </dev/null >/dev/null 2>&1
      stopped='' asked=yes
      ;;
    *) echo "$line" ;;
  esac
done <"$work/lines"
code=0
wait "$client" || code=$?
client=
# Its own errors it has told; that it was killed it cannot.
[ "$code" -le 128 ] || fail "what waits was killed (exit code $code)${asked:+; the replay itself goes on, make lag shows how far it is}"
[ "$code" -eq 0 ] || exit 1

rows >"$work/after"
# A row that is in both has two lines, neighbours here.
LC_ALL=C sort -m <(sed $'s/$/\tbefore/' "$work/before") <(sed $'s/$/\tafter/' "$work/after") | awk -F'\t' -v outcome="$outcome" '
  function alone() {if (side == "before") deleted++; if (side == "after") inserted++}
  $1 FS $2 == key {if ($3 == digest) unchanged++; else updated++; key = side = ""; next}
  {alone(); key = $1 FS $2; digest = $3; side = $4}
  END {alone(); printf outcome, inserted, updated, deleted, unchanged}
' >&4
