package io.jststream.integration.scheme;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.service.OperatorException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Turns the metadata of a scheme of 轻易云 into a file of the catalog and says what became of each of its keys. */
public final class Scheme {
    /** Parts of a path that say nothing about what is read. */
    private static final Set<String> GENERAL =
            Set.of("open", "query", "api", "webapi", "single", "simple", "jushuitan", "inneropen");

    private Scheme() {}

    /**
     * Reads the metadata of both sides.
     *
     * @throws OperatorException where one of them is no metadata, or of something that is read or written in no such way here
     */
    public static Imported read(String sourceJson, String targetJson) {
        SchemeJson source = SchemeJson.of("source", sourceJson);
        SchemeJson target = SchemeJson.of("target", targetJson);
        KnownApis apis = KnownApis.load();
        Notes notes = new Notes();
        String api = SourceImport.api(source, notes);
        Optional<Integration> known = apis.of(api);
        SourceImport reading = SourceImport.read(source, api, apis, Further.arrays(target), notes);
        TargetImport table = TargetImport.read(target, source, reading, apis, notes);
        RemainingKeys.explain(source, target, notes);
        String name = known.map(Integration::name).orElseGet(() -> name(api));
        String yaml = CatalogText.of(name, title(api, known, table.table()), reading, table);
        check(name, yaml, notes);
        return new Imported(name, yaml, notes.all());
    }

    private static String title(String api, Optional<Integration> known, String table) {
        String what = known.map(integration -> integration.title().replaceFirst("-->.*", ""))
                .orElse("聚水潭-" + api);
        return what + "-->" + table;
    }

    private static String name(String api) {
        List<String> parts = Arrays.stream(api.split("/"))
                .map(part -> part.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_"))
                .filter(part -> !part.isEmpty() && !GENERAL.contains(part))
                .toList();
        String name = parts.isEmpty() ? "imported" : parts.get(parts.size() - 1);
        return Character.isDigit(name.charAt(0)) ? "list_" + name : name;
    }

    /** What the catalog does not take of an odd scheme is said now and not at the next start. */
    private static void check(String name, String yaml, Notes notes) {
        try {
            Catalog.parse(name, yaml);
        } catch (OperatorException e) {
            e.getMessage()
                    .lines()
                    .forEach(line -> notes.warning(name + ".yaml", "mend this before it is used: " + line));
        }
    }
}
