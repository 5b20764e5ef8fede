-- Writes one statement for each of the tables @tables (names with commas between, which the caller puts in). Each prints one line
-- a row: the table, the key, a digest of all columns. JSON takes every type and tells NULL from everything else; MySQL 9.7 has no
-- MD5 by itself.
SET SESSION group_concat_max_len = 1000000;
SELECT CONCAT(
    'SELECT ''', table_name, ''',',
    ' JSON_ARRAY(', GROUP_CONCAT(IF(column_key = 'PRI', CONCAT('`', column_name, '`'), NULL) ORDER BY ordinal_position), '),',
    ' SHA2(JSON_ARRAY(', GROUP_CONCAT(CONCAT('`', column_name, '`') ORDER BY ordinal_position), '), 256)',
    ' FROM `', table_name, '`;')
FROM information_schema.columns
WHERE table_schema = DATABASE() AND FIND_IN_SET(table_name, @tables)
GROUP BY table_name;
