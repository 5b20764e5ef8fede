# The user that the sink writes with: rows of the database that MYSQL_DATABASE names, and nothing else.
password=$(sed -n 's/^password=//p' /run/secrets/sink)
mysql -uroot -p"$(cat /run/secrets/mysql_root_password)" <<SQL
CREATE USER IF NOT EXISTS 'jst_sink'@'%' IDENTIFIED BY '$password';
GRANT SELECT, INSERT, UPDATE, DELETE ON \`$MYSQL_DATABASE\`.* TO 'jst_sink'@'%';
SQL
