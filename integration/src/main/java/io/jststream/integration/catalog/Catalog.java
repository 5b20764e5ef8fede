package io.jststream.integration.catalog;

import io.jststream.integration.Integration;
import io.jststream.service.DidYouMean;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the catalog: every {@code *.yaml} of a folder, one integration a file. */
public final class Catalog {
    /** Of the names of its files, which are those of the integrations otherwise. */
    public static final String ENDING = ".yaml";

    private static final String EXPECTED = "an integration";
    /** What somebody else might call such a file; one that begins with a dot is a tool's. */
    private static final Pattern OTHER_ENDING = Pattern.compile("[^.].*(\\.ya?ml)", Pattern.CASE_INSENSITIVE);

    private Catalog() {}

    /**
     * Loads and validates all files of the folder, in the order of their names.
     *
     * @throws OperatorException with every error of every file, and the exit code "bad configuration"
     */
    public static List<Integration> load(Path folder) {
        Problems problems = new Problems();
        List<Integration> integrations = new ArrayList<>();
        Map<String, Path> tables = new HashMap<>();
        TakenTopics topics = new TakenTopics();
        for (Path file : files(folder, problems)) {
            read(file, problems).ifPresent(integration -> {
                integration.tables().forEach(table -> takeTable(table.name(), file, tables, problems));
                topics.take(integration, file, problems);
                integrations.add(integration);
            });
        }
        problems.throwIfAny();
        return List.copyOf(integrations);
    }

    /**
     * The integration of that name among those that were loaded.
     *
     * @throws OperatorException with the names that there are, and the exit code "bad configuration"
     */
    public static Integration named(String name, List<Integration> catalog) {
        List<String> names = catalog.stream().map(Integration::name).toList();
        return catalog.stream()
                .filter(integration -> integration.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new OperatorException(
                        ExitCode.BAD_CONFIGURATION,
                        "there is no integration '" + name + "', expected one of " + String.join(", ", names)
                                + DidYouMean.hint(name, names)));
    }

    /**
     * Loads one file, whatever it is called: a draft of the integration of that name.
     *
     * @throws OperatorException with every error of the file
     */
    public static Integration draft(Path file, String name) {
        Problems problems = new Problems();
        Optional<Integration> draft =
                YamlFile.read(file, "an integration", problems).flatMap(root -> IntegrationReader.read(root, name));
        problems.throwIfAny();
        return draft.orElseThrow();
    }

    private static void takeTable(String table, Path file, Map<String, Path> tables, Problems problems) {
        Path other = tables.putIfAbsent(table, file);
        if (other != null) {
            problems.add(
                    file.toString(),
                    Problems.NO_LINE,
                    "target.table: found '" + table + "', expected a table of its own; " + other + " fills it too");
        }
    }

    private static List<Path> files(Path folder, Problems problems) {
        List<Path> files = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(file -> (file.toString().endsWith(ENDING) ? files : others).add(file));
        } catch (NoSuchFileException | NotDirectoryException e) {
            problems.add(folder.toString(), Problems.NO_LINE, "no such folder, expected the catalog; set JST_CATALOG");
        } catch (IOException e) {
            problems.add(folder.toString(), Problems.NO_LINE, "cannot be read: " + e);
        }
        problems.throwIfAny();
        if (files.isEmpty()) {
            problems.add(
                    folder.toString(), Problems.NO_LINE, "holds no *" + ENDING + " file, expected one an integration");
        }
        others.forEach(file -> refuseOtherEnding(file, problems));
        Collections.sort(files);
        return files;
    }

    /** Passed over, it would be an integration that nobody reads, and nothing would say so. */
    private static void refuseOtherEnding(Path file, Problems problems) {
        Matcher name = OTHER_ENDING.matcher(file.getFileName().toString());
        if (name.matches()) {
            problems.add(
                    file.toString(),
                    Problems.NO_LINE,
                    "found a name that ends with " + name.group(1) + ", expected " + ENDING
                            + "; rename it, or move it out of the catalog where it is none of its files");
        }
    }

    /**
     * One file of the catalog, of its text.
     *
     * @param name the integration's name, which is the file's without its ending
     * @throws OperatorException with every error of the file
     */
    public static Integration parse(String name, String text) {
        Problems problems = new Problems();
        Optional<Integration> integration = YamlFile.parse(name + ENDING, text, EXPECTED, problems)
                .flatMap(root -> IntegrationReader.read(root, name));
        problems.throwIfAny();
        return integration.orElseThrow(() -> new IllegalStateException("no integration and no problem"));
    }

    private static Optional<Integration> read(Path file, Problems problems) {
        String name = file.getFileName().toString();
        return YamlFile.read(file, EXPECTED, problems)
                .flatMap(root -> IntegrationReader.read(root, name.substring(0, name.length() - ENDING.length())));
    }
}
