package io.jststream.producer;

import io.jststream.integration.Topics;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.Tail;
import io.jststream.producer.turn.LedgerTable;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.util.ArrayList;
import java.util.List;

/** Shows the last sweeps: {@code make sweeps}. A table for people or, with {@code --json}, the entries as they are. */
final class SweepsMain {
    private static final String AS_JSON = "--json";
    private static final int SHOWN = 20;
    private static final int MOST = 100_000;

    private SweepsMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            List<String> arguments = new ArrayList<>(List.of(args));
            boolean asJson = arguments.remove(AS_JSON);
            List<String> entries = Tail.read(KafkaClients.of(settings.kafka()), Topics.SWEEPS, number(arguments));
            (asJson ? entries : LedgerTable.of(entries)).forEach(System.out::println);
            return ExitCode.OK;
        }));
    }

    private static int number(List<String> arguments) {
        if (arguments.isEmpty()) {
            return SHOWN;
        }
        String found = String.join(" ", arguments);
        if (!found.matches("[1-9]\\d{0,4}")) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "found " + found + ", expected " + AS_JSON + " or a number of sweeps, less than " + MOST);
        }
        return Integer.parseInt(found);
    }
}
