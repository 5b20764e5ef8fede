# The user that the sink writes with, who may do that and nothing else, and the passwords of this one and of jst. Run at every start, so that new passwords take effect.
set -eu
secrets=${1:-/run/secrets}
# What stands in a file has to be one password to MySQL, to Java and to Kafka's reader of properties, to whom a \ is not itself.
refuse_unfit() {
  case $2 in
    '') echo "error: $1 holds no password, expected one of letters and digits" >&2 ;;
    *[\'\\]*) echo "error: $1 has a ' or a \\ in its password, which its readers understand differently; expected letters and digits: write another one there, then make up" >&2 ;;
    *) return ;;
  esac
  exit 1
}
# A line may end as in Windows. Of blanks around a password Java takes none, Kafka's reader those behind it.
jst_password=$(tr -d '\r' <"$secrets/mysql_password" | sed 's/^[[:blank:]]*//; s/[[:blank:]]*$//')
refuse_unfit secrets/mysql_password "$jst_password"
sink_password=$(tr -d '\r' <"$secrets/sink" | sed -n 's/^password=[[:blank:]]*//p' | tail -n 1)
refuse_unfit "secrets/sink.properties (password=...)" "$sink_password"
# As the server took it when its volume was made, whatever its line ends with.
MYSQL_PWD=$(cat "$secrets/mysql_root_password")
export MYSQL_PWD
complaint=$(mysql --host=mysql --user=root 2>&1 <<SQL
CREATE USER IF NOT EXISTS 'jst_sink'@'%' IDENTIFIED BY '$sink_password';
ALTER USER 'jst_sink'@'%' IDENTIFIED BY '$sink_password';
CREATE USER IF NOT EXISTS 'jst'@'%' IDENTIFIED BY '$jst_password';
ALTER USER 'jst'@'%' IDENTIFIED BY '$jst_password';
CREATE DATABASE IF NOT EXISTS bi;
GRANT ALL ON bi.* TO 'jst'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON bi.* TO 'jst_sink'@'%';
SQL
) || {
  echo "$complaint" >&2
  case $complaint in *'ERROR 1045'*) # no other refusal than that of the login
    echo "error: secrets/mysql_root_password is not the password of this database. Its volume was made with other secrets" >&2
    echo "and outlives its containers: put that secrets/ back, or begin with empty tables: make down VOLUMES=1, make up" >&2 ;;
  esac
  exit 1
}
