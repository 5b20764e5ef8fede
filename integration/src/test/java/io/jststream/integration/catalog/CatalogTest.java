package io.jststream.integration.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Column;
import io.jststream.integration.Cron;
import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.integration.TableDdl;
import io.jststream.integration.TypedSchema;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void readsTheShops() {
        Integration shops = ShopsCatalog.shops();

        assertEquals("/open/shops/query", shops.source().api());
        assertEquals("data.datas", shops.source().records());
        assertEquals("data.has_next", shops.source().hasNext());
        assertEquals(Duration.ofMinutes(5), shops.source().every());
        assertEquals(
                new Source.Gone(3, 20, Optional.of("shop_ids")), shops.source().gone());
        assertEquals(List.of("shop_id"), shops.target().key());
        assertEquals(
                List.of(
                        "shop_id",
                        "shop_name",
                        "co_id",
                        "shop_site",
                        "shop_url",
                        "created",
                        "nick",
                        "session_expired",
                        "session_uid",
                        "short_name",
                        "group_id",
                        "group_name"),
                shops.target().columns().stream().map(Column::field).toList());
    }

    @Test
    void readsReplacementsByNullAndByText() {
        Column expires = ShopsCatalog.shops().target().columns().get(7);

        assertEquals("9999-12-31 23:59:59", expires.replace().get("------永久授权------"));
        assertTrue(expires.replace().containsKey(""));
        assertEquals(
                Collections.singleton(null),
                Collections.singleton(expires.replace().get("")));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        every: 5m                | evry: 5m                    | :12: source.evry: unknown key, expected one of api, method, request, records, key, read, rowversion, window, last_sync, for_each, every, repair, gone, rules, did you mean 'every'?
        every: 5m                | every: 0s                   | :12: source.every: found '0s', expected a duration of at least 1s, such as 30s, 5m or 2h
        every: 5m                | every: soon                 | :12: source.every: found 'soon', expected a duration of at least 1s, such as 30s, 5m or 2h
        every: 5m                | #                           | :3: source.every: missing, expected a duration such as 5m
        every: 5m                | every: [5m]                 | :12: source.every: found a list, expected a duration of at least 1s, such as 30s, 5m or 2h
        every: 5m                | every: "0 25 * * *"         | :12: source.every: found '0 25 * * *', expected five fields of a cron expression (minute hour day month weekday, Beijing time) such as "0 3 * * *", every day at 03:00: Value 25 not in range [0, 23]
        every: 5m                | every: 5 minutes            | :12: source.every: found '5 minutes', expected five fields of a cron expression
        every: 5m                | `every: 5m
          repair: 3 o'clock`     | :13: source.repair: found '3 o'clock', expected five fields of a cron expression
        every: 5m                | `every: 5m
          repair: 1d`            | :13: source.repair: found '1d', expected five fields of a cron expression
        name: shops              | name: shop                  | :1: name: found 'shop', expected 'shops', the name of the file: small letters, digits, '-' and '_'
        title: 聚水潭            | titel: 聚水潭               | :2: titel: unknown key, expected one of name, title, source, target, did you mean 'title'?
        api: /open               | api: open                   | :4: source.api: found 'open/shops/query', expected the path of the API, such as /open/shops/query
        method: POST             | method: GET                 | :5: source.method: found 'GET', expected POST, the only method of this API
        read: sweep              | read: rowvershion           | :11: source.read: found 'rowvershion', expected sweep, rowversion or window, did you mean 'rowversion'?
        read: sweep              | read: rowversion            | :13: source.gone: found a mapping, expected this key beside read: sweep, which alone shows that a record is gone
        gone: {                  | window: {                   | :13: source.window: found a mapping, expected this key beside read: window
        gone: {                  | rowversion: {               | :13: source.rowversion: found a mapping, expected this key beside read: rowversion
        gone: {                  | for_each: {                 | :13: source.for_each: found a mapping, expected this key beside read: rowversion or read: window
        key: [shop_id]           | key: shop_id                | :10: source.key: found 'shop_id', expected a list
        key: [shop_id]           | key: []                     | :10: source.key: found a list, expected at least one name: a field of the record
        records: data.datas      | records: data..datas        | :9: source.records: found 'data..datas', expected a dotted path such as data.datas
        at most: 20%             | at most: 20                 | :13: source.gone.at most: found '20', expected a share such as '20%'
        ask: shop_ids            | ask: Shop-Ids               | :13: source.gone.ask: found 'Shop-Ids', expected the request parameter that takes a list of keys, such as shop_ids, and a source.key of one field
        key: [shop_id]           | key: [shop_id, co_id]       | :13: source.gone.ask: found 'shop_ids', expected the request parameter that takes a list of keys
        after: 3 sweeps          | after: two                  | :13: source.gone.after: found 'two', expected a number of sweeps such as '3 sweeps'
        gone: {                  | gone: {do: hide,            | :13: source.gone.do: found 'hide', expected delete (the row is deleted), mark (the row stays, with gone_at set) or keep (the row stays as it was)
        gone: {                  | gone: marck #               | :13: source.gone: found 'marck', expected delete (the row is deleted), mark (the row stays, with gone_at set) or keep (the row stays as it was), did you mean 'mark'?
        gone: {                  | gone: #                     | :13: source.gone: found nothing, expected delete
        gone: {                  | gone: {doo: mark,           | :13: source.gone.doo: unknown key, expected one of do, after, at most, ask, did you mean 'do'?
        value: "100"             | value: many                 | :8: source.request[1].value: found 'many', expected a whole number from 1 to 9999
        page_size                | page_sise                   | :6: source.request: found a list, expected a parameter 'page_size': a sweep reads page by page
        table: shops             | table: my-shops             | :15: target.table: found 'my-shops', expected a table name: letters, digits and '_', at most 64
        type: varchar(64)        | type: varchr(64)            | :21: target.main_params[3].type: found 'varchr(64)', expected bigint, int, smallint, tinyint, boolean, decimal(1..65,0..30), double, varchar(1..16383), text, date, datetime(0..6) or json, did you mean 'varchar(64)'?
        type: varchar(64)        | type: varchar(0)            | :21: target.main_params[3].type: found 'varchar(0)', expected bigint, int, smallint
        type: varchar(64)        | type: datetime(9)           | :21: target.main_params[3].type: found 'datetime(9)', expected bigint, int, smallint
        type: varchar(64)        | type: varchar(16000)        | :17: target.main_params: found a list, expected columns of at most 65535 bytes together, as MySQL takes
        type: varchar(64)        | type: decimal(10,2)         | write "decimal(10,2)" with its quotes
        type: varchar(64)        | type: "decimal(66,2)"       | :21: target.main_params[3].type: found 'decimal(66,2)', expected bigint
        type: varchar(64)        | type: "decimal(5,6)"        | :21: target.main_params[3].type: found 'decimal(5,6)', expected bigint
        type: varchar(64)        | type: bigint(20)            | :21: target.main_params[3].type: found 'bigint(20)', expected bigint
        type: varchar(64)        | type: tinyint(1)            | datetime(0..6) or json; what others call tinyint(1) is boolean here
        type: varchar(64)        | type: string                | datetime(0..6) or json; what others call string is varchar(255) here
        type: varchar(64)        | type: float(7)              | datetime(0..6) or json; what others call float(7) is double here
        type: varchar(64)        | type: bool                  | or json; what others call bool is boolean here
        type: bigint,        required | type: json, required   | :16: target.key: found a list, expected key columns of a type that MySQL can look up; 'shop_id' is json
        type: bigint,        required | type: text, required   | :16: target.key: found a list, expected key columns of a type that MySQL can look up; 'shop_id' is text
        type: bigint,        required | on_misfit: truncate, type: bigint, required | :16: target.key: found a list, expected key columns with on_misfit: reject; 'shop_id' has truncate
        type: varchar(64)        | type: varchar(64), on_misfit: cut | :21: target.main_params[3].on_misfit: found 'cut', expected reject, null, truncate
        type: varchar(64)        | type: varchar(64), on_misfit: trunkate | expected reject, null, truncate, did you mean 'truncate'?
        type: varchar(64)        | type: varchar(64), on_misfit: | :21: target.main_params[3].on_misfit: found nothing, expected reject, null, truncate
        type: varchar(64)        | type: boolean, on_misfit: truncate | :21: target.main_params[3].on_misfit: found 'truncate', expected reject or null; nothing can be cut off a boolean
        type: varchar(255),  required | on_misfit: null, type: varchar(255), required | :19: target.main_params[1].on_misfit: found nothing, expected reject or truncate where required: true stands beside it
        type: varchar(64)        | type: varchar(64), null_if: "-" | :21: target.main_params[3].null_if: found '-', expected a list
        type: varchar(64)        | type: varchar(64), null_iff: ["-"] | target.main_params[3].null_iff: unknown key, expected one of field, value, expression, type, required, comment, replace, null_if, on_misfit, min, max, pattern, in, did you mean 'null_if'?
        value: "{co_id}"         | `value: "{{CURRENT_TIME|datetime}}"` | `:20: target.main_params[2].value: found '{{CURRENT_TIME|datetime}}', expected a template such as "{shop_id}": CURRENT_TIME is another at every run`
        value: "{co_id}"         | `value: "{{co_id|number}}"` | `the format 'number' is not known, date and datetime are`
        value: "{co_id}"         | `value: "{co_id|date}"` | `a format stands in two pairs of braces, {{created|date}}`
        value: "{co_id}"         | value: "_function 1+1"      | an expression of that kind is not evaluated here
        value: "{co_id}"         | value: "{co_id"              | :20: target.main_params[2].value: found '{co_id', expected a template such as "{shop_id}": a brace without its partner
        field: nick              | field: created              | :24: target.main_params[6]: found a mapping, expected each column once; 'created' stands twice
        required: true, comment: 店铺编号 | comment: 店铺编号   | :16: target.key: found a list, expected key columns that are required; 'shop_id' is not: give it required: true
        required: true, comment: 店铺名称 | required: yes       | :19: target.main_params[1].required: found 'yes', expected true, false or warn
        field: shop_id,          | field: shop_ids,            | :16: target.key: found a list, expected columns of main_params; there is no 'shop_id', did you mean 'shop_ids'?
        value: "{shop_id}"       | value: "{nick}"             | :16: target.key: found a list, expected key columns made of source.key [shop_id] alone
        name: shops              | name: [                     | is not YAML
        """)
    void saysWhatIsWrongAndWhere(String written, String mistake, String message) throws IOException {
        Path file = folder.resolve("shops.yaml");
        String text = ShopsCatalog.text();
        assertTrue(text.contains(written), written);

        Files.writeString(file, text.replaceFirst(Pattern.quote(written), Matcher.quoteReplacement(mistake)));

        OperatorException error = assertThrows(OperatorException.class, () -> Catalog.load(folder));
        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        assertTrue(error.getMessage().startsWith(file.toString()), error.getMessage());
        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gone_at", "Gone_At"})
    void refusesAColumnOfTheNameInWhichItMarks(String name) throws IOException {
        Path file = folder.resolve("shops.yaml");
        String marking = ShopsCatalog.text()
                .replace("gone: {", "gone: {do: mark, ")
                .replace("field: nick,", "field: " + name + ",");
        Files.writeString(file, marking);

        OperatorException error = assertThrows(OperatorException.class, () -> Catalog.load(folder));

        assertTrue(
                error.getMessage()
                        .endsWith(
                                "target.main_params[6]: found a mapping, expected a column of another name: 'gone_at' is"
                                        + " the one in which source.gone marks"),
                error.getMessage());
        Files.writeString(file, marking.replace("do: mark", "do: delete"));
        assertEquals(12, Catalog.load(folder).get(0).target().columns().size());
    }

    @Test
    void readsTimesOfTheDay() throws IOException {
        Files.writeString(
                folder.resolve("shops.yaml"),
                ShopsCatalog.text().replace("every: 5m", "every: \"*/5  8-20 * * *\"\n  repair: \"0 3 * * *\""));

        Source source = Catalog.load(folder).get(0).source();

        assertEquals(Cron.of("*/5 8-20 * * *"), source.schedule());
        assertEquals(Duration.ofMinutes(5), source.every());
        assertEquals(Optional.of(Cron.of("0 3 * * *")), source.repair());
    }

    @Test
    void marksInAColumnBehindAllOthers() throws IOException {
        Files.writeString(folder.resolve("shops.yaml"), ShopsCatalog.text().replaceFirst("gone: \\{.*", "gone: mark"));

        Integration shops = Catalog.load(folder).get(0);

        assertEquals(
                new Source.Gone(Source.Gone.Deed.MARK, 3, 20, Optional.empty()),
                shops.source().gone());
        String ddl = TableDdl.of(shops.table());
        assertTrue(ddl.contains("""
                        `group_name` varchar(255) NULL COMMENT '分组名称',
                          `gone_at` datetime(3) NULL COMMENT '源头消失时间 (NULL = 仍在)',
                          PRIMARY KEY"""), ddl);
        assertTrue(
                TypedSchema.value(shops.table())
                        .endsWith("{\"field\":\"gone_at\",\"type\":\"string\",\"optional\":true}]}"),
                TypedSchema.value(shops.table()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gone: keep", "gone: {do: keep}"})
    void keepsWhateverVanishes(String gone) throws IOException {
        Files.writeString(folder.resolve("shops.yaml"), ShopsCatalog.text().replaceFirst("gone: \\{.*", gone));

        Integration shops = Catalog.load(folder).get(0);

        assertTrue(shops.source().gone().keeps());
        assertEquals(12, shops.target().columns().size());
    }

    @Test
    void saysAllErrorsOfAllFilesAtOnce() throws IOException {
        Files.writeString(
                folder.resolve("shops.yaml"),
                ShopsCatalog.text().replace("every: 5m", "every: soon").replaceFirst("bigint", "int64"));
        Files.writeString(folder.resolve("stores.yaml"), "name: stores\n");

        OperatorException error = assertThrows(OperatorException.class, () -> Catalog.load(folder));

        List<String> lines = error.getMessage().lines().toList();
        assertEquals(5, lines.size(), error.getMessage());
        assertEquals(
                2, lines.stream().filter(line -> line.contains("shops.yaml")).count());
        assertEquals(
                3, lines.stream().filter(line -> line.contains("stores.yaml")).count());
    }

    /** Passed over, it would be a table that stands still and nothing says so. */
    @ParameterizedTest
    @ValueSource(strings = {"orders.yml", "orders.YML", "orders.YAML", "orders.old.yml"})
    void refusesAFileWithAnotherEnding(String name) throws IOException {
        Files.writeString(folder.resolve("shops.yaml"), ShopsCatalog.text().replace("every:", "evry:"));
        Files.writeString(folder.resolve(name), ShopsCatalog.text().replace("name: shops", "name: orders"));

        OperatorException error = assertThrows(OperatorException.class, () -> Catalog.load(folder));

        assertEquals(ExitCode.BAD_CONFIGURATION, error.exitCode());
        List<String> lines = error.getMessage().lines().toList();
        assertEquals(
                folder.resolve(name) + ": found a name that ends with " + name.substring(name.lastIndexOf('.'))
                        + ", expected .yaml; rename it, or move it out of the catalog where it is none of its files",
                lines.get(0));
        assertTrue(lines.get(lines.size() - 1).contains("shops.yaml:12: source.evry"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {".gitlab-ci.yml", "schema.json", "orders.yaml.old", "yml", "README.md"})
    void passesOverWhatIsCalledLikeNoneOfItsFiles(String name) throws IOException {
        Files.writeString(folder.resolve("shops.yaml"), ShopsCatalog.text());
        Files.writeString(folder.resolve(name), "");

        assertEquals(1, Catalog.load(folder).size());
    }

    @Test
    void refusesTwoIntegrationsThatFillOneTable() throws IOException {
        Files.writeString(folder.resolve("shops.yaml"), ShopsCatalog.text());
        Files.writeString(folder.resolve("stores.yaml"), ShopsCatalog.text().replace("name: shops", "name: stores"));

        OperatorException error = assertThrows(OperatorException.class, () -> Catalog.load(folder));

        assertTrue(error.getMessage().contains("stores.yaml: target.table: found 'shops'"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sweeps", "cursors", "accounts", "calls", "decisions"})
    void refusesAnIntegrationWhoseTopicIsOneOfThePipeline(String name) throws IOException {
        Files.writeString(folder.resolve(name + ".yaml"), ShopsCatalog.text().replace("name: shops", "name: " + name));

        OperatorException error = assertThrows(OperatorException.class, () -> Catalog.load(folder));

        assertTrue(
                error.getMessage()
                        .endsWith("name: found '" + name + "', of which there is a topic jst." + name
                                + ", expected a name whose topics are its own; jst." + name
                                + " is one of the pipeline itself"),
                error.getMessage());
    }

    /** The broker would refuse the second one. */
    @Test
    void refusesNamesThatAreTheSameToKafka() throws IOException {
        Files.writeString(folder.resolve("shops.yaml"), ShopsCatalog.text());
        Files.writeString(
                folder.resolve("shops_raw.yaml"),
                ShopsCatalog.text().replace("name: shops", "name: shops_raw").replace("table: shops", "table: other"));

        OperatorException error = assertThrows(OperatorException.class, () -> Catalog.load(folder));

        assertTrue(
                error.getMessage()
                        .contains("shops_raw.yaml: name: found 'shops_raw', of which there is a topic jst.shops_raw,"
                                + " expected a name whose topics are its own; jst.shops.raw is one of "),
                error.getMessage());
    }

    @Test
    void readsAFileThatBeginsWithAByteOrderMark() throws IOException {
        Files.writeString(folder.resolve("shops.yaml"), "\uFEFF" + ShopsCatalog.text());

        assertEquals("shops", Catalog.load(folder).get(0).name());
    }

    @Test
    void namesAMissingFolder() {
        OperatorException error = assertThrows(OperatorException.class, () -> Catalog.load(folder.resolve("nowhere")));

        assertTrue(error.getMessage().contains("no such folder"), error.getMessage());
    }

    @Test
    void namesAnEmptyFolderAndAnEmptyFile() throws IOException {
        OperatorException noFile = assertThrows(OperatorException.class, () -> Catalog.load(folder));
        assertTrue(noFile.getMessage().contains("holds no *.yaml file"), noFile.getMessage());

        Files.writeString(folder.resolve("shops.yaml"), "# nothing\n");
        OperatorException noContent = assertThrows(OperatorException.class, () -> Catalog.load(folder));
        assertTrue(noContent.getMessage().contains("is empty"), noContent.getMessage());
    }
}
