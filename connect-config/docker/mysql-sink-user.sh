# The user that the sink writes with: rows of one database, and nothing else. Run at every start, so that a new password takes effect.
set -eu
password=$(sed -n 's/^password=//p' /run/secrets/sink)
export MYSQL_PWD
MYSQL_PWD=$(cat /run/secrets/mysql_root_password)
mysql --host=mysql --user=root <<SQL
CREATE USER IF NOT EXISTS 'jst_sink'@'%' IDENTIFIED BY '$password';
ALTER USER 'jst_sink'@'%' IDENTIFIED BY '$password';
GRANT SELECT, INSERT, UPDATE, DELETE ON bi.* TO 'jst_sink'@'%';
SQL
