# Builds what has changed, starts the pipeline and waits until it is healthy: up.sh [--profile monitoring]...
# Where it was started before, tables and connectors come first: a mapping that is newer than they are would have its rows written
# without what is new in them. At the first start there is nothing to map yet, and all begin at once.
set -euo pipefail
cd "$(dirname "$0")/../.."
profiles=("$@")
compose() { docker compose ${profiles[@]+"${profiles[@]}"} "$@"; }

begun=$(date -u +%Y-%m-%dT%H:%M:%SZ)
services=$(compose config --services)
# Of what somebody has scaled up would stop all but one.
scaled=$(docker compose ps --format '{{.Service}}' | sort | uniq -c | awk '$1 > 1 {print "--scale", $2 "=" $1}')

# Its volume is there after make down too, and where a backup was put back.
started_before() {
  docker volume inspect "$(compose config | sed -n 's/^name: *//p' | tr -d "\"'")_kafka" >/dev/null 2>&1
}

# What reads the API, and what watches over all.
for_reading='producer|simulator|prometheus|alertmanager|grafana'

# With all that it needs, and nothing of what begins behind it.
set_up() {
  compose up --detach $(grep ' connect=' <<<"$scaled" || true) setup || return 1
  local state
  while state=$(docker compose ps --all --format '{{.State}} {{.ExitCode}}' setup); do
    case $state in
      'exited 0') return 0 ;;
      running* | restarting*) sleep 0.5 ;; # it is tried again a few times
      *) return 1 ;;
    esac
  done
  return 1
}

# Says what those say that do their work and end, where they have not done it.
fail() {
  for one in topics mysql-users setup; do
    grep -x "$one" <<<"$services" >/dev/null || continue
    [ "$(docker compose ps --all --format '{{.ExitCode}}' "$one")" = 0 ] || docker compose logs --no-log-prefix --tail 3 "$one" | uniq
  done
  exit 1
}

# What a person has to know of tables, topics and connectors that exist.
tell() {
  docker compose logs --no-log-prefix --since "$begun" topics setup | grep -E 'WARN|Added to' || true
}

compose build
if started_before; then
  set_up || {
    echo "error: setup has not done its work, so nothing is replaced, and no transformer started" >&2
    # The API is read all the same, and alerts are told: what is read waits in Kafka.
    compose up --detach --no-recreate $(grep ' producer=' <<<"$scaled" || true) $(grep -xE "$for_reading" <<<"$services") >&2 || true
    fail
  }
  tell # before setup may run once more and say the same
  compose up --detach --wait $scaled || fail
else
  compose up --detach --wait || fail
  tell
fi
