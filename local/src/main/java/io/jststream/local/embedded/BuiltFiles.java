package io.jststream.local.embedded;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the build unpacks because no class path can hold it: the database's programs and the Connect worker's plug-ins. */
final class BuiltFiles {
    private BuiltFiles() {}

    /** The database's programs, unpacked by this module's build. */
    static Path database() {
        return existing(target().resolve("database"));
    }

    /** The worker's plug-in path, unpacked by connect-config's build. */
    static Path plugins() {
        return existing(target().resolve("../../connect-config/target/plugins").normalize());
    }

    /** The folder that holds this class's jar or classes folder: found so, it does not depend on the working directory. */
    private static Path target() {
        try {
            Path code = Path.of(BuiltFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.resolveSibling("");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path existing(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new OperatorException(
                    ExitCode.ENVIRONMENT, folder + " is missing; the build makes it: mvn package -pl local -am");
        }
        return folder;
    }
}
