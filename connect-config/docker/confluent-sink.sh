# Fetches Confluent's JDBC sink from Confluent's own repository: version, sha256 (or nothing), folder to put it into.
set -eu
version=$1 sha256=$2 plugins=$3/confluentinc-kafka-connect-jdbc
jar=kafka-connect-jdbc-$version.jar
mkdir -p "$plugins"
if find /build/connect-config/plugins -name '*.jar' | grep -q .; then
  echo "connect-config/plugins/ holds a connector: nothing is fetched"
  exit 0
fi
curl -fsS --retry 2 --max-time 120 -o "$plugins/$jar" \
  "https://packages.confluent.io/maven/io/confluent/kafka-connect-jdbc/$version/$jar" || {
  echo "error: Confluent's JDBC sink $version could not be fetched from packages.confluent.io." >&2
  echo "  Set JDBC_SINK=debezium to build with Debezium's sink from Maven Central instead," >&2
  echo "  or put the connector's files into connect-config/plugins/." >&2
  exit 1
}
if [ -n "$sha256" ]; then
  echo "$sha256  $plugins/$jar" | sha256sum -c - || {
    echo "error: $jar is not the file that CONFLUENT_JDBC_SHA256 names" >&2
    exit 1
  }
fi
cp /build/connect-config/target/plugins/debezium-connector-jdbc/mysql-connector-j-*.jar "$plugins/"
