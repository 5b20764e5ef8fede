package io.jststream.e2e;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A producer as a process of its own, and the accounts that it says it reads. */
final class ProducerFork implements AutoCloseable {
    private static final Pattern SHARED =
            Pattern.compile("(?:Accounts to read|Standby: other instances read all accounts) accounts=\"?\\[([^]]*)]");

    private final Fork fork;

    private ProducerFork(Fork fork) {
        this.fork = fork;
    }

    static ProducerFork start(Path folder, Map<String, String> environment) {
        return new ProducerFork(Fork.start(folder, environment, "io.jststream.producer.ProducerMain"));
    }

    /** Those of the last sharing that it has told of. */
    Set<String> accounts() {
        Set<String> last = Set.of();
        Matcher shared = SHARED.matcher(fork.output());
        while (shared.find()) {
            List<String> names =
                    Arrays.stream(shared.group(1).split(",")).map(String::strip).toList();
            last = new TreeSet<>(names.stream().filter(name -> !name.isEmpty()).toList());
        }
        return last;
    }

    void kill() throws InterruptedException {
        fork.kill();
    }

    void terminate() {
        fork.terminate();
    }

    int await() throws InterruptedException {
        return fork.await();
    }

    String output() {
        return fork.output();
    }

    @Override
    public void close() {
        fork.close();
    }
}
