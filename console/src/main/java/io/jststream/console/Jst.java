package io.jststream.console;

import io.jststream.console.dead.Decision.State;
import io.jststream.console.dead.DlqDecideVerb;
import io.jststream.console.dead.DlqVerb;
import io.jststream.console.diff.DiffVerb;
import io.jststream.console.live.CheckVerb;
import io.jststream.console.live.MissedBroker;
import io.jststream.console.plan.ApplyVerb;
import io.jststream.console.plan.PlanVerb;
import io.jststream.console.preview.PreviewVerb;
import io.jststream.console.verb.Answer;
import io.jststream.console.verb.Session;
import io.jststream.console.verb.Verb;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The verbs by their names, and what they have in common: one answer, as text or as JSON, and an exit code. */
@Command(
        name = "jst",
        description = "The operator's side of jst-stream.",
        synopsisSubcommandLabel = "<verb>",
        commandListHeading = "%nVerbs:%n",
        footer = {"", "Exit codes: 0 ok, 1 ran and failed or found differences, 2 bad configuration, 3 environment."},
        subcommands = {
            CheckVerb.class,
            PreviewVerb.class,
            PlanVerb.class,
            ApplyVerb.class,
            DiffVerb.class,
            StatusVerb.class,
            SweepsVerb.class,
            DlqVerb.class,
            ReplayVerb.class,
            ImportVerb.class,
            SchemaVerb.class
        })
public final class Jst {
    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "The answer as JSON, on standard output and alone there.")
    private boolean json;

    /** Does what the arguments say. */
    public static ExitCode run(List<String> arguments, Session session) throws Exception {
        Jst jst = new Jst();
        CommandLine line = commandLine(jst);
        ParseResult parsed = parse(line, arguments);
        CommandLine verb =
                parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
        if (verb.isUsageHelpRequested() || !(verb.getCommand() instanceof Verb command)) {
            verb.usage(session.answers());
            return verb.isUsageHelpRequested() ? ExitCode.OK : ExitCode.BAD_CONFIGURATION;
        }
        Answer answer = answer(command, session);
        if (jst.json) {
            session.answers().println(answer.json());
        } else {
            answer.lines().forEach(session.answers()::println);
        }
        session.answers().flush();
        return answer.exitCode();
    }

    private static Answer answer(Verb verb, Session session) throws Exception {
        try {
            return verb.run(session);
        } catch (OperatorException e) {
            throw MissedBroker.explain(e, session.settings());
        }
    }

    /** With an option for help on every verb. */
    static CommandLine commandLine(Jst jst) {
        CommandLine line = new CommandLine(jst);
        CommandLine letters = Objects.requireNonNull(line.getSubcommands().get("dlq"));
        decides(
                letters,
                "park",
                "Sets open dead letters aside.",
                new DlqDecideVerb(State.PARKED, EnumSet.of(State.OPEN)));
        decides(
                letters,
                "drop",
                "Says of open or parked dead letters that they are not wanted.",
                new DlqDecideVerb(State.DROPPED, EnumSet.of(State.OPEN, State.PARKED)));
        decides(
                letters,
                "reopen",
                "Takes back what was decided about dead letters.",
                new DlqDecideVerb(State.OPEN, EnumSet.complementOf(EnumSet.of(State.OPEN))));
        line.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .scopeType(ScopeType.INHERIT)
                        .description("What can be typed here.")
                        .build());
        return line;
    }

    private static void decides(CommandLine letters, String name, String description, DlqDecideVerb verb) {
        CommandLine line = new CommandLine(verb);
        line.getCommandSpec().usageMessage().description(description);
        letters.addSubcommand(name, line);
    }

    private static ParseResult parse(CommandLine line, List<String> arguments) {
        try {
            return line.parseArgs(arguments.toArray(new String[0]));
        } catch (ParameterException e) {
            String name = e.getCommandLine().getCommandSpec().qualifiedName(" ");
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION, e.getMessage() + "; ./" + name + " --help says what can be typed", e);
        }
    }
}
