package io.jststream.producer;

import io.jststream.integration.Integration;
import io.jststream.producer.account.TokenFile;
import io.jststream.producer.api.ApiConfig;
import io.jststream.producer.api.CallLog;
import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.group.AccountGroup;
import io.jststream.producer.group.CallLogs;
import io.jststream.producer.group.KafkaAccountGroup;
import io.jststream.producer.publish.KafkaClients;
import io.jststream.producer.publish.LedgerEntries;
import io.jststream.producer.turn.KnownTurns;
import io.jststream.producer.turn.SweepListener;
import io.jststream.producer.turn.SweepReport;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Program;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The producer as a part of a process: the accounts that are this instance's to read, each with its integrations. */
public final class ProducerService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProducerService.class);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(9);

    private final Map<String, AccountConfig> accounts = new LinkedHashMap<>();
    private final Function<AccountConfig, AccountReader> readers;
    private final PlannedQuota planned;
    private final Instances instances;
    private final HeldAccounts held;
    /** Readers of single sweeps; those of the group end with it. */
    private final Map<String, AccountReader> single = new ConcurrentHashMap<>();

    private volatile boolean once;

    /** What the instances have in common; tests make others. */
    interface Instances extends AutoCloseable {
        /** The group that this instance takes part in. */
        AccountGroup group(Set<String> accounts, Supplier<Set<String>> held);

        /** The calls that whichever instance made for an account. */
        CallLog calls(String account);

        @Override
        default void close() {}

        /** Those that meet in Kafka. */
        static Instances of(Properties kafka) {
            CallLogs calls = new CallLogs(kafka);
            return new Instances() {
                @Override
                public AccountGroup group(Set<String> accounts, Supplier<Set<String>> held) {
                    return new KafkaAccountGroup(kafka, accounts, held, SteadyClock.system());
                }

                @Override
                public CallLog calls(String account) {
                    return calls.of(account);
                }

                @Override
                public void close() {
                    calls.close();
                }
            };
        }
    }

    private ProducerService(
            List<AccountConfig> accounts,
            Function<AccountConfig, AccountReader> readers,
            PlannedQuota planned,
            Instances instances) {
        accounts.forEach(account -> this.accounts.put(account.name(), account));
        this.readers = readers;
        this.planned = planned;
        this.instances = instances;
        this.held = new HeldAccounts(this::begin, SteadyClock.system());
    }

    /** The accounts that these settings name, each with the integrations that it fills. */
    public static Map<String, List<Integration>> accounts(Settings settings, List<Integration> integrations) {
        Map<String, List<Integration>> accounts = new LinkedHashMap<>();
        AccountConfig.from(settings, integrations)
                .forEach(account -> accounts.put(account.name(), account.integrations()));
        return accounts;
    }

    /** Wires the producer; connects to nothing yet. */
    public static ProducerService create(
            Settings settings, List<Integration> integrations, MeterRegistry metrics, SweepListener listener) {
        return create(
                settings,
                integrations,
                metrics,
                listener,
                KafkaClients.of(settings.kafka()),
                Instances.of(settings.kafka()));
    }

    static ProducerService create(
            Settings settings,
            List<Integration> integrations,
            MeterRegistry metrics,
            SweepListener listener,
            KafkaClients kafka,
            Instances instances) {
        List<AccountConfig> accounts = AccountConfig.from(settings, integrations);
        accounts.stream()
                .map(AccountConfig::api)
                .filter(api -> api.accessToken().isEmpty())
                .forEach(ProducerService::refuseUnwritableFolder);
        Set<String> names = accounts.stream().map(AccountConfig::name).collect(Collectors.toUnmodifiableSet());
        KnownTurns turns = new KnownTurns(new LedgerEntries(kafka));
        ProducerService service = new ProducerService(
                accounts,
                account -> new AccountReader(
                        account, names, kafka, turns, instances.calls(account.name()), metrics, listener),
                new PlannedQuota(accounts, kafka, metrics),
                instances);
        Gauge.builder("jst.accounts.held", service.held, held -> held.names().size())
                .description("Accounts that this instance reads")
                .register(metrics);
        Gauge.builder("jst.accounts.known", accounts, List::size)
                .description("Accounts that this instance could read")
                .register(metrics);
        service.accounts.keySet().forEach(account -> service.measureHeld(account, metrics));
        return service;
    }

    /** In the process's registry: an account that nobody reads has no meters of its own, and somebody has to be told. */
    private void measureHeld(String account, MeterRegistry metrics) {
        Gauge.builder("jst.account.held", held, all -> all.names().contains(account) ? 1 : 0)
                .description("1 while this instance reads the account; 0 while another one does, or nobody")
                .tag("account", account)
                .register(metrics);
    }

    /**
     * One sweep of every integration of all accounts, the accounts side by side; takes no part in the group. When it is asked to
     * stop, it returns at most 8 s after that.
     *
     * @throws OperatorException when one did not complete, with its reason and exit code; the others have been swept all the
     *     same, unless it was asked to stop
     */
    public void once(Program.Stop stop) throws InterruptedException {
        once = true;
        List<SweepReport> reports = new CopyOnWriteArrayList<>();
        sweepAll(stop, reports);
        List<SweepReport> incomplete = reports.stream()
                .filter(report -> report.exitCode() != ExitCode.OK)
                .toList();
        if (!incomplete.isEmpty()) {
            throw new OperatorException(
                    incomplete.get(0).exitCode(),
                    incomplete.stream()
                            .map(report -> label(report.account()) + report.integration() + ": " + report.reason())
                            .collect(Collectors.joining("\n")));
        }
        int expected = accounts.values().stream()
                .mapToInt(account -> account.integrations().size())
                .sum();
        if (reports.size() < expected) {
            throw new OperatorException(ExitCode.FAILED, "asked to stop");
        }
    }

    private void sweepAll(Program.Stop stop, List<SweepReport> reports) throws InterruptedException {
        Loops loops = new Loops();
        accounts.values().forEach(account -> {
            AccountReader reader = single.computeIfAbsent(account.name(), name -> readers.apply(account));
            loops.start("account-" + account.name(), () -> {
                try {
                    reports.addAll(reader.once(stop));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        });
        loops.awaitAll();
    }

    /** Sweeps at their turns the accounts that the group gives to this instance, until it is asked to stop; returns at most 9 s after that. */
    public void poll(Program.Stop stop) throws InterruptedException {
        planned.warnSoon();
        // A name of its own: what is read must end before the group is left, however this ends.
        try (AccountGroup group = instances.group(accounts.keySet(), held::names)) {
            try {
                held.run(group, stop);
            } finally {
                if (!held.end(LONGEST_STOP)) {
                    LOG.atWarn().log("Accounts have not ended in time; leaving them anyway");
                }
            }
        }
    }

    /** Why this instance does not do its work; empty while it does. */
    public Optional<String> notReady() {
        if (!once) {
            return held.notReady();
        }
        return single.entrySet().stream()
                .map(entry -> entry.getValue().notReady().map(reason -> label(entry.getKey()) + reason))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public void close() {
        single.values().forEach(AccountReader::close);
        instances.close();
    }

    private Reading begin(String name) {
        AccountConfig account = Optional.ofNullable(accounts.get(name))
                .orElseThrow(() -> new IllegalStateException("told to read an account that is not known: " + name));
        return AccountThread.start(label(name), name, readers.apply(account));
    }

    /** Stands before what is said of an integration, where there is more than one account. */
    private String label(String account) {
        return accounts.size() > 1 ? account + "/" : "";
    }

    private static void refuseUnwritableFolder(ApiConfig api) {
        new TokenFile(api.tokenFile(), api.account().appKey()).refuseUnwritableFolder();
    }
}
