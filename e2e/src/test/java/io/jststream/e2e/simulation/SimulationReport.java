package io.jststream.e2e.simulation;

import io.jststream.producer.turn.Finding;
import io.jststream.simulator.Misbehaviour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What simulated lives have shown, as a page for people. It holds nothing that another machine would measure otherwise. */
final class SimulationReport {
    /** Runs that stand there one by one, and that a test repeats. */
    static final int SHOWN = 4;

    private static final String HEAD = """
            # A month in a second: the simulation

            Written by `make simulation RUNS=<number>`; not to be edited. `SimulationTest` repeats the first %d runs and the hour at full speed, and fails where this page says
            something else: whoever changes how the producer reads makes this page anew and looks at the difference.

            A run is thirty days of one merchant's shops on virtual time, and then %d turns in peace. Everything follows from the seed. `make simulation SEED=7 SIZE=small` repeats
            one alone.

            ## What is real, and what is not

            | part | here |
            |---|---|
            | poll loop, sweep, findings, questions by key, deletions and their interlocks, operator's release, ledger entries | the producer's own code |
            | quota and its pace, attempts, judging, signature, tokens and their file | the producer's own code |
            | known content, raw records, cursors, resuming, repairs, when a turn is due by the ledger | the producer's own code |
            | checks of signature, time and token, limits, pages, misbehaviour | the simulator's own code, called in the same process |
            | network | a call of a method: 5 to 805 ms on the way and as long back; an answer that is never sent, and one that comes after the time-out. No socket, no gzip, no TLS |
            | Kafka | topics in memory, one partition each: a transaction is seen whole or not at all, a new producer fences the old one, a commit may time out and have taken place or not |
            | topic `jst.calls` | a list in memory that outlives processes |
            | transformer, sink, table | the last committed raw record of each key; their own tests show that the table becomes that |
            | accounts' group, threads | not there: one account, one integration, one thread |

            ## What happens

            | what | how often |
            |---|---|
            | a process dies before or after a call, a note of a call, a reading of a topic, a step of a transaction, a page | at random, as often as the table below says; each third crash begins a loop in which the next process dies within 40 points |
            | a process is told to stop | one in five, within five days |
            | time until the next process | mostly seconds, one in six up to twenty minutes, one in twelve up to twelve hours |
            | a call is answered wrongly, in one of all ways that the simulator knows | %s of the calls; %s in storms of three turns, four in a run. One in ten is a burst of up to eight |
            | the list moves before a later page is read: a shop before it is closed, or one is opened there | as often |
            | an answer that never comes | one in a thousand |
            | a commit that is not answered | one in a hundred |
            | another tool makes a call each second for five to twenty minutes | four times in a run |
            | in every other run everything is read anew each night (`repair: "%s"`), and the raw topic loses a record behind the producer's back | four times in such a run |
            | a third of the shops is closed at once, and an operator releases the deletions two turns after they were held | in every other run |
            | sweeps are judged as a whole (`rules: {rows: {may fall: %d%%}}`), and an operator releases them two turns after they were withheld | in every third run |

            ## What is checked, at every step of every run

            * Never more than 5 calls in any second nor 100 in any minute, as counted at the server, over all crashes.
            * A sweep that says it was complete has shown no drift in what the server answered: no shop on two pages, no empty page in the middle, no other page's number; a short
              page, an empty last page or a skipped shop only where the reading before it found the same.
            * A complete sweep has seen every known shop that was there all the time, and what it was shown stands in the topic as it was shown.
            * What the raw topic has lost before a repair began stands there again when the repair ends complete, as far as it was shown.
            * A shop is deleted only if it was not there when it was asked for by its number.
            * A shop that was closed before three complete sweeps began is deleted at the end of the third, unless the sweep is held.
            * Nothing is published again that has not changed, no commit deletes more shops than `at most:` allows unless an operator has released them, and what a reading that is gone on
              with does not read again has been published.
            * Of a sweep that is withheld nothing is published.
            * In the end the table is the source: the same shops, the same content.

            A row that no page can show, because it is new and was skipped, is counted from outside: "hidden" below.

            ## An hour at full speed

            300 shops on pages of ten, a turn each second: always more to read than 100 calls a minute can. From minute %d to %d another tool makes a call each second.

            | minutes | share of the quota | |
            |---|---|---|
            | 1 to %d | %s | alone |
            | %d to %d | %s | beside the other tool, which takes 60 %% |
            | %d to %d | %s | alone, and coming back |
            | %d to %d | %s | alone |

            Calls that were refused in that hour: %d.

            """;

    private SimulationReport() {}

    /** All that is the same however many runs there are. */
    static String introduction(FullSpeed.Counted speed) {
        int alone = FullSpeed.ALONE;
        int gone = alone + FullSpeed.TOGETHER;
        int back = gone + 12;
        int end = FullSpeed.MINUTES;
        return HEAD.formatted(
                SHOWN,
                Run.QUIET_TURNS,
                percent(Run.CALL_RISK),
                percent(Run.STORM),
                Run.REPAIR,
                Run.MAY_FALL,
                alone,
                gone,
                alone,
                percent(speed.share(0, alone)),
                alone + 1,
                gone,
                percent(speed.share(alone, gone)),
                gone + 1,
                back,
                percent(speed.share(gone, back)),
                back + 1,
                end,
                percent(speed.share(back, end)),
                speed.refused());
    }

    /** One run, by figures that another way of reading would change. */
    static String row(long seed, Tally tally) {
        return "| "
                + List.of(
                                seed,
                                tally.sum("sweeps"),
                                tally.sum("calls"),
                                tally.sum("crashes"),
                                tally.sum("sweeps resumed"),
                                tally.sum("sweeps drifted"),
                                tally.sum("sweeps failed"),
                                tally.sum("raw records"),
                                tally.sum("deletions"))
                        .stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }

    static String of(Map<Size, Tally> tallies, List<String> rows, FullSpeed.Counted speed) {
        StringBuilder text = new StringBuilder(introduction(speed));
        text.append("## What came of it\n\nNo promise was broken.\n\n");
        text.append(table(tallies, lines()));
        text.append("\n## Misbehaviour, all sizes together\n\n").append(misbehaviour(tallies));
        text.append("\n## The first runs of the small size\n\n");
        text.append("| seed | sweeps | calls | crashes | resumed | drifted | failed | raw records | deletions |\n");
        text.append("|---|---|---|---|---|---|---|---|---|\n");
        rows.forEach(text::append);
        return text.toString();
    }

    private static List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "runs",
                "days",
                "calls",
                "most calls in a second",
                "most calls in a minute",
                "calls of another tool",
                "crashes",
                "stops",
                "sweeps",
                "sweeps complete",
                "sweeps drifted",
                "sweeps failed",
                "sweeps held",
                "sweeps withheld",
                "sweeps abandoned",
                "sweeps resumed",
                "held sweeps released",
                "runs with rules for sweeps",
                "runs with repairs",
                "repairs",
                "records mended",
                "raw records lost",
                "lost records that came back",
                "lost records that were deleted meanwhile",
                "lost records whose shop is closed in the end",
                "moves of the list while it was read",
                "shops changed",
                "shops opened",
                "shops opened again",
                "shops closed",
                "deletions",
                "times that a complete sweep did not show a new row",
                "hidden rows that the next sweep healed",
                "hidden rows that another drift had hidden again"));
        Arrays.stream(Finding.values()).forEach(finding -> lines.add("found " + finding.text()));
        return lines;
    }

    private static String table(Map<Size, Tally> tallies, List<String> lines) {
        StringBuilder text = new StringBuilder("| |");
        tallies.keySet().forEach(size -> text.append(' ').append(size.name()).append(" |"));
        text.append("\n|---|").append("---|".repeat(tallies.size())).append("\n| shops, on a page, every |");
        tallies.keySet()
                .forEach(size -> text.append(" %d, %d, %d min |"
                        .formatted(size.shops(), size.pageSize(), size.every().toMinutes())));
        text.append('\n');
        for (String line : lines) {
            text.append("| ").append(line).append(" |");
            tallies.values()
                    .forEach(tally -> text.append(' ')
                            .append(line.startsWith("most ") ? tally.most(line.substring(5)) : tally.sum(line))
                            .append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String misbehaviour(Map<Size, Tally> tallies) {
        StringBuilder text = new StringBuilder("| kind | answers |\n|---|---|\n");
        for (Misbehaviour kind : Misbehaviour.values()) {
            long times = tallies.values().stream()
                    .mapToLong(tally -> tally.sum("misbehaviour " + kind))
                    .sum();
            text.append("| %s | %d |\n".formatted(kind.name().toLowerCase(Locale.ROOT), times));
        }
        text.append("| no answer | %d |\n"
                .formatted(tallies.values().stream()
                        .mapToLong(tally -> tally.sum("answers that never came"))
                        .sum()));
        return text.toString();
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(share * 100);
    }
}
