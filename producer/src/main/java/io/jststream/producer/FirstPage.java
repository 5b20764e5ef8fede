package io.jststream.producer;

import io.jststream.integration.Integration;
import io.jststream.producer.api.CallTally;
import io.jststream.producer.api.JushuitanApi;
import io.jststream.producer.api.Page;
import io.jststream.producer.api.Quota;
import io.jststream.producer.api.Sleeper;
import io.jststream.producer.api.SteadyClock;
import io.jststream.producer.increment.FirstRequest;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The first page of an API as the producer would ask for it: for a person who looks at an integration. Publishes nothing of it.
 *
 * @param hint why the calls could not be noted in {@code jst.calls}, where they count for the quota together with the producer's
 */
public record FirstPage(Page page, Optional<String> hint) {
    /**
     * Makes one signed call, with the credentials of the first account that reads the integration and within its quota.
     *
     * @throws OperatorException when the API does not answer, or not with records
     */
    public static FirstPage read(Settings settings, List<Integration> catalog, Integration integration, Sleeper sleeper)
            throws InterruptedException {
        AccountConfig account = AccountConfig.from(settings, catalog).stream()
                .filter(config ->
                        config.integrations().stream().map(Integration::name).anyMatch(integration.name()::equals))
                .findFirst()
                .orElseThrow(() -> new OperatorException(
                        ExitCode.BAD_CONFIGURATION,
                        "no account of JST_ACCOUNTS reads " + integration.name()
                                + ", expected it among the integrations of one"));
        try (NotedCalls calls = NotedCalls.open(settings, account.name())) {
            Page page = read(account, integration, calls, sleeper);
            return new FirstPage(page, calls.hint());
        }
    }

    private static Page read(AccountConfig account, Integration integration, NotedCalls calls, Sleeper sleeper)
            throws InterruptedException {
        InstantSource clock = InstantSource.system();
        Quota quota = new Quota(
                account.name(),
                account.callsPerSecond(),
                account.callsPerMinute(),
                SteadyClock.system(),
                sleeper,
                calls);
        try (JushuitanApi api = JushuitanApi.create(
                account.api(), quota, clock, sleeper, RandomGenerator.getDefault(), new SimpleMeterRegistry())) {
            FirstRequest request = FirstRequest.of(integration.source(), clock.instant());
            Page page = api.page(request.source(), 1, request.parameters(), new CallTally());
            return page.with(page.records().stream().map(request::completed).toList());
        }
    }
}
