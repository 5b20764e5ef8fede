package io.jststream.transformer.mapping;

import io.jststream.integration.Column;
import io.jststream.integration.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Tells two mappings apart in a dead letter: a short hash of everything in the target that changes what comes out. */
public final class MappingVersion {
    private static final int HEX_DIGITS = 12;

    private MappingVersion() {}

    /** The same for the same mapping on every machine; a comment's wording does not change it. */
    public static String of(Target target) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text(target).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, HEX_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String text(Target target) {
        List<String> columns =
                target.columns().stream().map(MappingVersion::text).toList();
        String conditions =
                target.conditions().isEmpty() ? "" : target.conditions().toString();
        String lists = target.lists().stream()
                .map(list -> list.name() + list.of() + text(list.target()))
                .collect(Collectors.joining());
        return target.table() + target.key() + columns + conditions + lists;
    }

    private static String text(Column column) {
        return List.of(
                                column.field(),
                                column.value().text(),
                                column.type().sql(),
                                column.required(),
                                new TreeMap<>(column.replace()),
                                new TreeSet<>(column.nullIf()),
                                column.onMisfit())
                        .toString()
                + (column.value().expression().isPresent() ? "expression" : "")
                + (column.rules().isEmpty() ? "" : column.rules());
    }
}
