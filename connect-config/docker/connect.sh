# Starts the Connect worker: the pipeline's properties, and over them what the environment says (CONNECT_GROUP_ID is group.id).
set -euo pipefail
properties=/tmp/worker.properties
cp /connect/worker.properties "$properties"
chmod u+w "$properties"
{
  echo
  echo "plugin.path=/plugins"
  echo "rest.advertised.host.name=$(hostname -i | cut -d' ' -f1)"
  env | sed -n 's/^CONNECT_//p' | while IFS='=' read -r name value; do
    echo "$(tr 'A-Z_' 'a-z.' <<<"$name")=$value"
  done
} >>"$properties"
exec /opt/kafka/bin/connect-distributed.sh "$properties"
