package io.jststream.e2e.tool;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A producer as a process of its own, and the accounts that it says it reads. */
public final class ProducerFork implements AutoCloseable {
    private static final Pattern SHARED =
            Pattern.compile("(?:Accounts to read|Standby: other instances read all accounts) accounts=\"?\\[([^]]*)]");

    private final Fork fork;

    private ProducerFork(Fork fork) {
        this.fork = fork;
    }

    public static ProducerFork start(Path folder, Map<String, String> environment) {
        return new ProducerFork(Fork.start(folder, environment, "io.jststream.producer.ProducerMain"));
    }

    /** Those of the last sharing that it has told of. */
    public Set<String> accounts() {
        Set<String> last = Set.of();
        Matcher shared = SHARED.matcher(fork.output());
        while (shared.find()) {
            List<String> names =
                    Arrays.stream(shared.group(1).split(",")).map(String::strip).toList();
            last = new TreeSet<>(names.stream().filter(name -> !name.isEmpty()).toList());
        }
        return last;
    }

    public void kill() throws InterruptedException {
        fork.kill();
    }

    public void terminate() {
        fork.terminate();
    }

    public int await() throws InterruptedException {
        return fork.await();
    }

    public String output() {
        return fork.output();
    }

    @Override
    public void close() {
        fork.close();
    }
}
