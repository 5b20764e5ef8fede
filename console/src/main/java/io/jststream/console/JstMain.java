package io.jststream.console;

import io.jststream.console.verb.Session;
import io.jststream.service.Program;
import java.util.List;

/** The command line: {@code ./jst <verb>}. */
final class JstMain {
    private JstMain() {}

    public static void main(String[] args) {
        System.exit(Program.run((settings, stop) ->
                Jst.run(List.of(args), new Session(RunSettings.of(settings), stop, System.out, System.err))));
    }
}
