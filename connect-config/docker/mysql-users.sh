# The user that the sink writes with, who may do that and nothing else, and the passwords of this one and of jst. Run at every start, so that new passwords take effect.
set -eu
jst_password=$(cat /run/secrets/mysql_password)
sink_password=$(sed -n 's/^password=//p' /run/secrets/sink)
export MYSQL_PWD
MYSQL_PWD=$(cat /run/secrets/mysql_root_password)
complaint=$(mysql --host=mysql --user=root 2>&1 <<SQL
CREATE USER IF NOT EXISTS 'jst_sink'@'%' IDENTIFIED BY '$sink_password';
ALTER USER 'jst_sink'@'%' IDENTIFIED BY '$sink_password';
ALTER USER IF EXISTS 'jst'@'%' IDENTIFIED BY '$jst_password';
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
