package io.jststream.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Looks every few milliseconds where a stage's threads are, with the JDK's flight recorder, in a turn that does not count. One thread. */
public final class Sampler implements AutoCloseable {
    private static final String EVENT = "jdk.ExecutionSample";
    private static final Duration EVERY = Duration.ofMillis(10);

    private final Recording recording = new Recording();
    private final Path file;
    private final String group;
    private final Set<Long> threads = new HashSet<>();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    private Sampler(Path file, String group) {
        this.file = file;
        this.group = group;
    }

    /** Begins to look at the threads of that group. */
    public static Sampler start(Path data, String group) throws IOException {
        Sampler sampler = new Sampler(Files.createTempFile(data, "samples", ".jfr"), group);
        sampler.recording.enable(EVENT).withPeriod(EVERY);
        sampler.recording.start();
        return sampler;
    }

    /** The same progress: what is sampled before some of it is seen, or after all of it is, belongs to the start and the end. */
    public Counted.Progress over(Counted.Progress progress) {
        return () -> {
            long done = progress.done();
            if (done > 0) {
                Instant now = Instant.now();
                if (threads.isEmpty()) {
                    // By their numbers: to the recorder, a thread keeps the name that it had at its start.
                    threads.addAll(CpuTime.threads(group));
                    first = now;
                }
                last = now;
            }
            return done;
        };
    }

    /** What those threads were busy with, for the report. */
    public List<String> lines(String contender, Reading reading) throws IOException {
        recording.stop();
        recording.dump(file);
        List<Sample> samples = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            sample(event).ifPresent(samples::add);
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "Where the time of the %s goes: \"%s\" once more, not counted, looked at every %d ms by the JDK's flight"
                        .formatted(group, contender, EVERY.toMillis()));
        lines.add(
                "recorder: %,d samples. Those threads were busy for %.2f s of %.2f s and waited for the rest. A sample counts for the one whose"
                        .formatted(
                                samples.size(), reading.cpu().seconds().getOrDefault(group, 0.0), reading.seconds()));
        lines.add("code was called last; native code, such as that of sockets, has no samples.");
        lines.add("");
        lines.addAll(new Hotspots(samples).tables());
        return lines;
    }

    private Optional<Sample> sample(RecordedEvent event) {
        boolean meanwhile =
                !event.getStartTime().isBefore(first) && !event.getStartTime().isAfter(last);
        if (!meanwhile || !event.getEventType().getName().equals(EVENT)) {
            return Optional.empty();
        }
        return Optional.ofNullable(event.getThread("sampledThread"))
                .filter(thread -> threads.contains(thread.getJavaThreadId()))
                .flatMap(thread -> Optional.ofNullable(event.getStackTrace()))
                .map(trace -> new Sample(
                        trace.getFrames().stream().map(Sampler::frame).toList()))
                .filter(sample -> !sample.frames().isEmpty());
    }

    private static Sample.Frame frame(RecordedFrame frame) {
        return new Sample.Frame(
                frame.getMethod().getType().getName(), frame.getMethod().getName());
    }

    @Override
    public void close() {
        recording.close();
    }
}
