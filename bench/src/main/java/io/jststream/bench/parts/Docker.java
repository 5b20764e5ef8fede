package io.jststream.bench.parts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Docker, where it is there. */
public final class Docker {
    private static final int ANSWER_SECONDS = 20;

    private Docker() {}

    /** Why no container of that image can be started here; empty where it can. */
    public static Optional<String> missing(String image) throws InterruptedException {
        if (!answers("info")) {
            return Optional.of("`docker info` does not answer");
        }
        return answers("image", "inspect", image)
                ? Optional.empty()
                : Optional.of("Docker has no image " + image + " (`docker pull " + image + "` gets it)");
    }

    private static boolean answers(String... arguments) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** What {@code docker} prints. */
    static String run(String... arguments) throws IOException, InterruptedException {
        return printed(command(arguments), Map.of());
    }

    /** What a command prints that has these variables too. */
    static String printed(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command.subList(0, 2)) + " failed: " + output);
        }
        return output;
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return command;
    }
}
