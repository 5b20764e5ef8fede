package io.jststream.e2e.simulation;

import io.jststream.integration.SweepRules;
import io.jststream.producer.turn.SweepListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * More to read than the quota allows: a quarter of an hour alone, another beside a tool that makes sixty calls a minute, and
 * half an hour alone again. Tells the calls of each minute, as the server counted them.
 */
final class FullSpeed {
    static final int ALONE = 15;
    static final int TOGETHER = 15;
    static final int MINUTES = 60;

    private static final Size SIZE = new Size("speed", 300, 10, Duration.ofSeconds(1), 1, 0, 0);

    private final Rig rig;
    private final List<Integer> minutes = new ArrayList<>();
    private long before;

    /**
     * What the server counted.
     *
     * @param minutes calls in each minute
     * @param refused calls of ours that were refused
     */
    record Counted(List<Integer> minutes, long refused) {
        /** Share of the quota that was used in the minutes from one to before another. */
        double share(int from, int to) {
            return minutes.subList(from, to).stream()
                            .mapToInt(Integer::intValue)
                            .sum()
                    / (double) (Rig.PER_MINUTE * (to - from));
        }
    }

    private FullSpeed(Path folder) {
        this.rig = new Rig(SIZE, Rig.Risks.NONE, Optional.empty(), SweepRules.NONE, 1, folder);
    }

    static Counted run(Path folder) {
        FullSpeed speed = new FullSpeed(folder);
        for (int minute = 1; minute <= MINUTES; minute++) {
            speed.rig.time.after(Duration.ofMinutes(minute), speed::minuteEnds);
        }
        for (int second = 0; second < TOGETHER * 60; second++) {
            speed.rig.time.after(Duration.ofMinutes(ALONE).plusSeconds(second), speed.rig.api::callOfAnotherTool);
        }
        speed.rig.time.stopAt(VirtualTime.START.plus(Duration.ofMinutes(MINUTES)));
        speed.rig.process(SweepListener.NONE);
        long refused = speed.rig.api.journal().calls().stream()
                .filter(call -> call.code() == 199 || call.code() == 200)
                .count();
        return new Counted(List.copyOf(speed.minutes), refused);
    }

    private void minuteEnds() {
        long calls = rig.tally.sum("calls");
        minutes.add((int) (calls - before));
        before = calls;
    }
}
