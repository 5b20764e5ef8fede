# Fetches Confluent's JDBC sink from Confluent's own repository: version, sha256 (or nothing), folder to put it into.
set -eu
version=$1 sha256=$2 plugins=$3/confluentinc-kafka-connect-jdbc
build=${BUILD:-/build}
jar=kafka-connect-jdbc-$version.jar
url=https://packages.confluent.io/maven/io/confluent/kafka-connect-jdbc/$version/$jar
mkdir -p "$plugins"
if find "$build/connect-config/plugins" -name '*.jar' | grep -q .; then
  echo "connect-config/plugins/ holds a connector: nothing is fetched"
  exit 0
fi
fetch() { curl -fsS --retry 2 --max-time 120 -o "$2" "$1"; }
fetch "$url" "$plugins/$jar" || {
  echo "error: Confluent's JDBC sink $version could not be fetched from packages.confluent.io." >&2
  echo "  Set JDBC_SINK=jst to build with the pipeline's own sink instead (debezium: Debezium's, from Maven Central)," >&2
  echo "  CONFLUENT_JDBC to a version that is there, or put the connector's files into connect-config/plugins/." >&2
  exit 1
}
seen=$(sha256sum <"$plugins/$jar" | cut -d ' ' -f 1)
echo "$jar has the sha256 $seen"
if [ -n "$sha256" ]; then
  [ "$seen" = "$sha256" ] || {
    echo "error: $jar is not the file that CONFLUENT_JDBC_SHA256 names: found $seen, expected $sha256" >&2
    exit 1
  }
else
  # Against a broken download alone: whoever can change the jar there can change this file too.
  fetch "$url.sha1" /tmp/published && echo "$(cut -c 1-40 </tmp/published)  $plugins/$jar" | sha1sum -c - || {
    echo "error: $jar does not have the checksum that is published beside it; try again, or name its sha256 in CONFLUENT_JDBC_SHA256" >&2
    exit 1
  }
  echo "set CONFLUENT_JDBC_SHA256=$seen to accept this file and no other"
fi
cp "$build"/connect-config/target/plugins/debezium-connector-jdbc/mysql-connector-j-*.jar "$plugins/"
# The connector's jar does not hold what it needs besides the worker's libraries.
mvn -B -ntp -q dependency:copy -Dartifact=com.google.re2j:re2j:1.7 -DoutputDirectory="$plugins"
