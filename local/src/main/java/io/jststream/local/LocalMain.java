package io.jststream.local;

import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import java.util.List;

/** {@code make run}: the whole pipeline on this machine, for a person to watch. */
final class LocalMain {
    private static final String ONCE = "--once";
    private static final String APPROVE = "--approve";

    private LocalMain() {}

    public static void main(String[] args) {
        System.setProperty("logback.configurationFile", "logback-local.xml");
        System.exit(Program.run((settings, stop) -> {
            List<String> arguments = List.of(args);
            if (!List.of(ONCE, APPROVE).containsAll(arguments)) {
                throw new OperatorException(
                        ExitCode.BAD_CONFIGURATION,
                        "found " + String.join(" ", args) + ", expected nothing, " + ONCE + " or " + APPROVE);
            }
            return new LocalRun(settings, new Console(System.out), arguments.contains(APPROVE), stop)
                    .run(arguments.contains(ONCE));
        }));
    }
}
