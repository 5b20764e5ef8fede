package io.jststream.bench.start;

import io.jststream.bench.parts.Container;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a program of the pipeline is started outside of its container.
 *
 * @param options of the JVM: those of the image, and how much memory there is
 * @param program main class and arguments
 * @param classes archive of its classes, which the image has too
 */
record Java(List<String> options, List<String> program, Path classes) {
    /** The jars of this process: a JVM shares no classes of a folder. */
    private static final String CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> Files.isRegularFile(Path.of(entry)))
            .collect(Collectors.joining(File.pathSeparator));

    Java {
        options = List.copyOf(options);
        program = List.copyOf(program);
    }

    /** As that container starts it. */
    static Java of(Container container, Path classes) {
        List<String> options = new ArrayList<>(container.javaOptions());
        // What a JVM finds in a container of that size, and takes a share of for its heap.
        options.add("-XX:MaxRAM=" + container.memory());
        return new Java(options, container.program(), classes);
    }

    /** The command of a start that counts. */
    List<String> command() {
        return command("-XX:SharedArchiveFile=");
    }

    /** The command of a run that writes the archive when it ends. */
    List<String> archiving() {
        return command("-XX:ArchiveClassesAtExit=");
    }

    /** Another program with the same options and the same archive. */
    Java running(List<String> other) {
        return new Java(options, other, classes);
    }

    private List<String> command(String archive) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(archive + classes, "-cp", CLASS_PATH));
        command.addAll(program);
        return command;
    }
}
