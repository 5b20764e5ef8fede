package io.jststream.producer;

import static io.jststream.service.Setting.JST_ACCOUNT;
import static io.jststream.service.Setting.JST_ACCOUNTS;
import static io.jststream.service.Setting.JST_CALLS_PER_MINUTE;
import static io.jststream.service.Setting.JST_CALLS_PER_SECOND;

import io.jststream.integration.Integration;
import io.jststream.producer.api.ApiConfig;
import io.jststream.producer.plan.QuotaPlan;
import io.jststream.producer.plan.TurnCalls;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Setting;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * One account to read: how its API is reached, what it may use of it, and which integrations it fills.
 *
 * @param integrations at least one
 */
record AccountConfig(ApiConfig api, int callsPerSecond, int callsPerMinute, List<Integration> integrations) {
    AccountConfig {
        integrations = List.copyOf(integrations);
    }

    /** The accounts of the file that {@link Setting#JST_ACCOUNTS} names, or the one that the settings describe. */
    static List<AccountConfig> from(Settings settings, List<Integration> catalog) {
        if (catalog.isEmpty()) {
            throw new OperatorException(ExitCode.BAD_CONFIGURATION, "the catalog has no integration to read");
        }
        return settings.find(JST_ACCOUNTS)
                .map(file -> AccountsFile.read(Path.of(file), settings, catalog))
                .orElseGet(() -> List.of(single(settings, catalog)));
    }

    private static AccountConfig single(Settings settings, List<Integration> catalog) {
        return new AccountConfig(
                ApiConfig.from(settings),
                settings.integer(JST_CALLS_PER_SECOND, 1),
                settings.integer(JST_CALLS_PER_MINUTE, 1),
                catalog);
    }

    /** What each account's integrations need of its quota; for a single account nobody has to know its credentials. */
    static List<QuotaPlan> plans(Settings settings, List<Integration> catalog, TurnCalls known) {
        if (settings.find(JST_ACCOUNTS).isPresent()) {
            return from(settings, catalog).stream()
                    .map(account -> account.plan(known))
                    .toList();
        }
        return List.of(QuotaPlan.of(
                settings.get(JST_ACCOUNT),
                settings.integer(JST_CALLS_PER_SECOND, 1),
                settings.integer(JST_CALLS_PER_MINUTE, 1),
                catalog,
                known));
    }

    QuotaPlan plan(TurnCalls known) {
        return QuotaPlan.of(name(), callsPerSecond, callsPerMinute, integrations, known);
    }

    /** The account's name, which is its identity: in record headers, in the ledger, in transactional ids, in the group. */
    String name() {
        return api.account().name();
    }
}
