package io.jststream.console.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.console.Typed;
import io.jststream.service.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./jst preview} of a file. */
class PreviewVerbTest {
    @TempDir
    Path folder;

    @Test
    void showsEachColumnBesideItsRawValue() throws Exception {
        Typed preview = preview("""
            {"data": {"datas": [{"shop_id": 7, "shop_name": "天猫", "session_expired": "------永久授权------"}]}}\
            """);

        assertEquals(ExitCode.OK, preview.exitCode());
        assertTrue(preview.answer().matches("(?s).*shop_id +7 +7\\n.*"), preview.answer());
        assertTrue(
                preview.answer()
                        .matches("(?s).*session_expired +\"------永久授权------\" +\"9999-12-31 23:59:59[.0]*\"\\n.*"),
                preview.answer());
        assertTrue(preview.answer().matches("(?s).*nick +\\(missing\\) +null\\n.*"), preview.answer());
        assertTrue(preview.answer().contains("1 records: 1 rows, 0 dead letters"), preview.answer());
    }

    @Test
    void showsARefusedRecordFirstWithItsReason() throws Exception {
        String records = """
            [{"shop_id": 7, "shop_name": "天猫"}, {"shop_id": 8, "shop_name": "京东", "created": "2023-02-30 00:00:00"}]\
            """;
        Typed preview = preview(records);

        assertEquals(ExitCode.FAILED, preview.exitCode());
        assertTrue(preview.answer().startsWith("record {\"shop_id\":8}: dead letter"), preview.answer());
        assertTrue(preview.answer().contains("refused (datetime)"), preview.answer());
        assertTrue(preview.answer().contains("reason: created: found the text \"2023-02-30"), preview.answer());

        JsonNode json = preview(records, "--json").json();
        assertEquals(1, json.path("dead").asInt());
        assertEquals("created", json.path("preview").get(1).path("field").asText());
    }

    @Test
    void keepsAllDigitsOfANumber() throws Exception {
        Typed preview = preview("{\"shop_id\": 7, \"shop_name\": \"a\", \"nick\": 19.90}");

        assertTrue(preview.answer().matches("(?s).*nick +19\\.90 +\"19\\.90\"\\n.*"), preview.answer());
    }

    @Test
    void showsAnExpressionBesideWhatItMakes() throws Exception {
        String shops = Files.readString(Typed.CATALOG.resolve("shops.yaml"));
        Path catalog = Files.createDirectory(folder.resolve("catalog"));
        Files.writeString(
                catalog.resolve("shops.yaml"), shops.replace("value: \"{nick}\"", "expression: \"raw.co_id * 1.5\""));
        Path file = Files.writeString(folder.resolve("raw.json"), """
            [{"shop_id": 7, "shop_name": "a", "co_id": 3}, {"shop_id": 8, "shop_name": "b", "co_id": "3"}]\
            """);

        String answer =
                Typed.on(catalog, "preview", "shops", "--file", file.toString()).answer();
        assertTrue(answer.matches("(?s).*nick +raw\\.co_id \\* 1\\.5 +\"4\\.5\".*"), answer);
        assertTrue(answer.contains("refused (expression)"), answer);
        assertTrue(
                answer.contains("reason: nick: found values that '*' does not take at character 11 of raw.co_id * 1.5"
                        + " where raw.co_id = \"3\", expected a value"),
                answer);
    }

    @Test
    void showsTheLinesOfAListUnderTheirRecord() throws Exception {
        Path file = Files.writeString(
                folder.resolve("orders.json"),
                "{\"o_id\": 7, \"items\": [{\"oi_id\": 1, \"qty\": 2}, {\"oi_id\": 2, \"sku_id\": \"SKU-9\"}]}");
        Path examples = Typed.CATALOG.resolve("examples");

        String answer = Typed.on(examples, "preview", "orders", "--file", file.toString())
                .answer();
        assertTrue(answer.matches("(?s).*column of order_items +items\\[0] +items\\[1]\\n.*"), answer);
        assertTrue(answer.matches("(?s).* sku_id +null +\"SKU-9\"\\n.*"), answer);
        assertTrue(answer.contains("1 records: 1 rows, 2 rows of lists, 0 dead letters"), answer);

        JsonNode json = Typed.on(examples, "preview", "orders", "--file", file.toString(), "--json")
                .json();
        assertEquals(2, json.at("/preview/0/lists/items/0/qty").asInt());
    }

    @Test
    void hintsAtFieldsThatNoRecordHas() throws Exception {
        Path draft = Files.createDirectories(folder.resolve("catalog"));
        Files.writeString(
                draft.resolve("shops.yaml"),
                Files.readString(Typed.CATALOG.resolve("shops.yaml"))
                        + "    - {field: code, value: \"{shop_site} {short_nane}\", type: varchar(320)}\n"
                        + "    - {field: alias, value: shop_name, type: varchar(320)}\n");
        Path file = Files.writeString(
                folder.resolve("raw.json"),
                "[{\"shop_id\": 7, \"shop_site\": \"京东\"}, {\"shop_id\": 8, \"shop_name\": \"a\","
                        + " \"short_name\": null}]");

        String answer =
                Typed.on(draft, "preview", "shops", "--file", file.toString()).answer();
        assertTrue(
                answer.contains(
                        "hint: no record here has the field {short_nane}, of which column code of shops is made,"
                                + " did you mean 'short_name'?"),
                answer);
        assertTrue(answer.contains("hint: column alias of shops is the text 'shop_name' in every row;"), answer);
        assertFalse(answer.contains("{short_name}"), answer);
    }

    @Test
    void hintsAtAListThatNoRecordHas() throws Exception {
        Path file = Files.writeString(
                folder.resolve("orders.json"),
                "[{\"o_id\": 7, \"items\": [{\"oi_id\": 1}, {\"oi_id\": 2, \"qty\": 1}]}]");
        Path examples = Typed.CATALOG.resolve("examples");

        JsonNode json = Typed.on(examples, "preview", "orders", "--file", file.toString(), "--json")
                .json();
        String unknown = json.path("unknown_fields").toString();
        assertTrue(unknown.contains("{items.sku_id}, of which column sku_id of order_items"), unknown);
        assertFalse(unknown.contains("{items.qty}"), unknown);

        Files.writeString(file, "[{\"o_id\": 7, \"itens\": []}]");
        unknown = Typed.on(examples, "preview", "orders", "--file", file.toString(), "--json")
                .json()
                .path("unknown_fields")
                .toString();
        assertTrue(
                unknown.contains(
                        "the field {items}, of which column oi_id of order_items is made, did you mean 'itens'"),
                unknown);
    }

    @Test
    void namesTheLineThatIsRefused() throws Exception {
        Path file = Files.writeString(
                folder.resolve("orders.json"), "{\"o_id\": 7, \"items\": [{\"oi_id\": 1}, {\"oi_id\": 1}]}");

        Typed preview = Typed.on(Typed.CATALOG.resolve("examples"), "preview", "orders", "--file", file.toString());
        assertEquals(ExitCode.FAILED, preview.exitCode());
        assertTrue(preview.answer().contains("reason: items[1]: found the key"), preview.answer());
    }

    private Typed preview(String content, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve("raw.json"), content);
        String[] arguments = new String[more.length + 4];
        arguments[0] = "preview";
        arguments[1] = "shops";
        arguments[2] = "--file";
        arguments[3] = file.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Typed.on(Typed.CATALOG, arguments);
    }
}
