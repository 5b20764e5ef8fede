# The user that the sink writes with: rows of one database, and nothing else. Run at every start, so that new passwords take effect.
set -eu
password=$(sed -n 's/^password=//p' /run/secrets/sink)
export MYSQL_PWD
MYSQL_PWD=$(cat /run/secrets/mysql_root_password)
login=$(mysql --host=mysql --user=root --execute='SELECT 1' 2>&1) || {
  echo "$login" >&2
  case $login in *'Access denied'*)
    echo "error: secrets/mysql_root_password is not the password of this database. Its volume was made with other secrets" >&2
    echo "and outlives its containers: put that secrets/ back, or begin with empty tables: make down VOLUMES=1, make up" >&2 ;;
  esac
  exit 1
}
mysql --host=mysql --user=root <<SQL
CREATE USER IF NOT EXISTS 'jst_sink'@'%' IDENTIFIED BY '$password';
ALTER USER 'jst_sink'@'%' IDENTIFIED BY '$password';
ALTER USER IF EXISTS 'jst'@'%' IDENTIFIED BY '$(cat /run/secrets/mysql_password)';
GRANT SELECT, INSERT, UPDATE, DELETE ON bi.* TO 'jst_sink'@'%';
SQL
