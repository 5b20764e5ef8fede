# Makes what docker-compose.tls.yml needs and is missing in a folder: a certificate authority, certificates for Kafka and MySQL, Kafka's users.
# For trying it; where there is an authority of your own, put its files there under these names.
set -eu
folder=$1/tls
mkdir -p "$folder"
cd "$folder"
[ -s ca.pem ] || {
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=jst-stream-ca -keyout ca.key -out ca.pem 2>/dev/null
  chmod 600 ca.key
  echo "made $folder/ca.pem"
}
for server in kafka mysql; do
  [ -s $server.pem ] || {
    openssl req -newkey rsa:2048 -nodes -subj /CN=$server -keyout $server.key -out $server.csr 2>/dev/null
    echo "subjectAltName=DNS:$server,DNS:localhost,IP:127.0.0.1" >$server.ext
    openssl x509 -req -in $server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -extfile $server.ext -out $server.crt 2>/dev/null
    cat $server.key $server.crt >$server.pem
    rm $server.csr $server.ext
    echo "made $folder/$server.pem"
  }
done
# The MySQL driver takes a Java trust store alone. It holds nothing secret; its password is there because the format wants one.
[ -s trust.p12 ] || {
  keytool -importcert -noprompt -alias ca -file ca.pem -storetype PKCS12 -keystore trust.p12 -storepass changeit 2>/dev/null ||
    openssl pkcs12 -export -nokeys -jdktrust anyExtendedKeyUsage -in ca.pem -out trust.p12 -passout pass:changeit || {
    echo "error: $folder/trust.p12 could not be made: it takes keytool (of any JDK) or OpenSSL 3.2" >&2
    exit 1
  }
  echo "made $folder/trust.p12"
}
[ -s client.jaas ] || {
  password=$(LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c 32)
  module=org.apache.kafka.common.security.plain.PlainLoginModule
  echo "$module required username=\"jst\" password=\"$password\";" >client.jaas
  echo "KafkaServer { $module required user_jst=\"$password\"; };" >server.jaas
  echo "made $folder/client.jaas"
}
# The folder above keeps others out; the files are readable because a container's user is not this one.
chmod 644 ca.pem trust.p12 kafka.pem mysql.key mysql.crt client.jaas server.jaas
