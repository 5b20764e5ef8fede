package io.jststream.integration.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.LastSync;
import io.jststream.integration.Source.ForEach;
import io.jststream.integration.Source.Read;
import io.jststream.integration.Source.RequestField;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadReaderTest {
    @TempDir
    Path folder;

    @Test
    void rowversionAndWindowNeedNothingElse() throws IOException {
        assertEquals(new Read.Rowversion("start_ts", "ts", ForEach.NOTHING), read("read: rowversion"));
        assertEquals(
                new Read.Window(
                        Duration.ofDays(7),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(1),
                        Duration.ofDays(30),
                        ForEach.NOTHING),
                read("read: window"));
    }

    @Test
    void everythingCanBeSaid() throws IOException {
        ForEach shops = new ForEach("shop_id", List.of("10001", "10002"));

        assertEquals(
                new Read.Rowversion("ts", "version", shops),
                read("read: rowversion\n  rowversion: {parameter: ts, field: version}\n"
                        + "  for_each: {field: shop_id, values: [10001, 10002]}"));
        assertEquals(
                new Read.Window(
                        Duration.ofDays(1),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30),
                        Duration.ofDays(365),
                        ForEach.NOTHING),
                read("read: window\n  window: {longest: 1d, overlap: 10m, lag: 30s, history: 365d}"));
    }

    @Test
    void aTimeInTheRequestNeedsToKnowHowFarBackItReachesAtFirst() throws IOException {
        String sweep = "read: sweep\n  gone: keep\n  last_sync: {history: 30d";
        String asked = ShopsCatalog.text()
                .replaceAll("(?m)^ *gone:.*\\R", "")
                .replace("  records:", "    - {field: begin, value: \"{{LAST_SYNC_TIME|datetime}}\"}\n  records:");

        assertEquals(
                new Read.Sweep(Optional.of(new LastSync(Duration.ofMinutes(5), Duration.ofDays(30)))),
                read(asked, sweep + "}"));
        assertEquals(
                new Read.Sweep(Optional.of(new LastSync(Duration.ofHours(1), Duration.ofDays(30)))),
                read(asked, sweep + ", overlap: 1h}"));
    }

    @ParameterizedTest
    @CsvSource({
        "date_type, 0, read: window",
        "date_field, modified, read: window",
        "date_type, 2, read: rowversion",
        "date_field, created, read: sweep"
    })
    void whichTimeIsMeantMattersToAWindowAlone(String parameter, String value, String read) throws IOException {
        String asked = ShopsCatalog.text()
                .replaceAll("(?m)^ *gone:.*\\R", "")
                .replace("  records:", "    - {field: " + parameter + ", value: " + value + "}\n  records:");

        read(asked, read);

        assertTrue(Catalog.load(folder).get(0).source().request().contains(new RequestField(parameter, value)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        read: window; window: {longest: 8d}     | source.window.longest: found '8d', expected a duration from 5m to 7d, such as 7d
        read: window; window: {overlap: 1m}     | source.window.overlap: found '1m', expected a duration from 5m to 7d, such as 5m
        read: window; window: {lag: now}        | source.window.lag: found 'now', expected a duration from 1s to 7d, such as 1m
        read: window; window: {overlapp: 5m}    | source.window.overlapp: unknown key, expected one of longest, overlap, lag, history, did you mean 'overlap'?
        read: rowversion; rowversion: {feld: x} | source.rowversion.feld: unknown key, expected one of parameter, field, did you mean 'field'?
        read: rowversion; for_each: {field: wms_co_id, values: [1]} | source.for_each.field: found 'wms_co_id', expected a field of source.key: else the records of two values could not be told apart
        read: rowversion; for_each: {field: shop_id, values: [1, 1]} | source.for_each.values[1]: found '1', expected a whole number, each once
        read: rowversion; for_each: {field: shop_id} | source.for_each.values: missing, expected the parameter's values, such as [10001, 10002]
        """)
    void saysWhatIsWrong(String lines, String message) {
        OperatorException error = assertThrows(OperatorException.class, () -> read(lines.replace("; ", "\n  ")));

        assertTrue(error.getMessage().contains(message), error.getMessage());
    }

    private Read read(String lines) throws IOException {
        return read(ShopsCatalog.text().replaceAll("(?m)^ *gone:.*\\R", ""), lines);
    }

    private Read read(String shops, String lines) throws IOException {
        String text = shops.replaceAll("(?m)read: sweep.*$", lines);
        Files.writeString(folder.resolve("shops.yaml"), text);
        return Catalog.load(folder).get(0).source().read();
    }
}
