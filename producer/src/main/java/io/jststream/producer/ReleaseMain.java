package io.jststream.producer;

import io.jststream.integration.Integration;
import io.jststream.integration.catalog.Catalog;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.sweep.HeldSweeps;
import io.jststream.producer.sweep.Order;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets an operator decide about a held sweep: {@code make release}. {@code ReleaseMain shops [account] [--drop]}: what is held
 * is deleted or, with {@code --drop}, kept and counted anew, by the producer at the next sweep.
 */
final class ReleaseMain {
    private static final String DROP = "--drop";

    private ReleaseMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) -> {
            List<String> arguments = new ArrayList<>(List.of(args));
            Order.Kind kind = arguments.remove(DROP) ? Order.Kind.DROP : Order.Kind.RELEASE;
            if (arguments.isEmpty() || arguments.size() > 2) {
                throw new OperatorException(
                        ExitCode.BAD_CONFIGURATION,
                        "found '" + String.join(" ", args)
                                + "', expected the name of an integration, then an account where"
                                + " several hold something, and " + DROP + " to keep what is held");
            }
            Integration integration =
                    Catalog.named(arguments.get(0), Catalog.load(Path.of(settings.get(Setting.JST_CATALOG))));
            Optional<String> account = arguments.stream().skip(1).findFirst();
            System.out.println(new HeldSweeps(integration, KafkaClients.of(settings.kafka())).order(kind, account));
            return ExitCode.OK;
        }));
    }
}
