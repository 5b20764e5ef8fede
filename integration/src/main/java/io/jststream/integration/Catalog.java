package io.jststream.integration;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Reads the catalog: every {@code *.yaml} of a folder, one integration a file. */
public final class Catalog {
    private Catalog() {}

    /**
     * Loads and validates all files of the folder, in the order of their names.
     *
     * @throws io.jststream.service.OperatorException with every error of every file, and the exit code "bad configuration"
     */
    public static List<Integration> load(Path folder) {
        Objects.requireNonNull(folder);
        return List.of();
    }
}
