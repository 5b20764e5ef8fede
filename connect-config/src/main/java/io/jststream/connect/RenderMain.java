package io.jststream.connect;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.integration.Integration;
import io.jststream.integration.JdbcSink;
import io.jststream.integration.SinkConnector;
import io.jststream.integration.Table;
import io.jststream.integration.TableDdl;
import io.jststream.integration.Topics;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.ExitCode;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes what the catalog means as files for people: each table's DDL and each connector's config, one set a table. */
final class RenderMain {
    private static final SinkConnector.Database EXAMPLE = new SinkConnector.Database(
            "jdbc:mysql://mysql:3306/bi", "jst_sink", "${file:/run/secrets/sink.properties:password}", 1);

    private RenderMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            Path folder = Path.of(args.length == 0 ? "connect-config/rendered" : args[0]);
            Files.createDirectories(folder);
            for (Integration integration : Catalog.load(Path.of(settings.get(Setting.JST_CATALOG)))) {
                for (Map.Entry<String, String> file : files(integration).entrySet()) {
                    Files.writeString(folder.resolve(file.getKey()), file.getValue());
                }
            }
            return ExitCode.OK;
        }));
    }

    /** File names and their content. */
    static Map<String, String> files(Integration integration) throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (Table table : integration.tables()) {
            String name = table.topic().substring(Topics.PREFIX.length());
            files.put(name + ".sql", TableDdl.of(table) + ";\n");
            for (JdbcSink sink : JdbcSink.values()) {
                String config = new ObjectMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(SinkConnector.config(table, sink, EXAMPLE));
                files.put(name + "." + sink.name().toLowerCase(Locale.ROOT) + ".json", config + "\n");
            }
        }
        return files;
    }
}
