package io.jststream.producer.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jststream.integration.Source;
import io.jststream.producer.account.Account;
import io.jststream.producer.account.TokenFile;
import io.jststream.producer.account.TokenKeeper;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The API as one account may use it: pages of records. Thread-safe. */
public final class JushuitanApi implements AutoCloseable {
    private final Account account;
    private final Transport transport;
    private final Chain chain;
    private final TokenKeeper tokens;
    private final CallMeters meters;

    private JushuitanApi(Account account, Transport transport, Chain chain, TokenKeeper tokens, CallMeters meters) {
        this.account = account;
        this.transport = transport;
        this.chain = chain;
        this.tokens = tokens;
        this.meters = meters;
    }

    /** Wires the chain, over HTTP. */
    public static JushuitanApi create(
            ApiConfig config,
            Quota quota,
            InstantSource clock,
            Sleeper sleeper,
            RandomGenerator random,
            MeterRegistry metrics) {
        Transport transport = new HttpTransport(config.baseUrl(), config.timeout(), clock);
        return create(config, transport, quota, clock, sleeper, random, metrics);
    }

    /** Wires the chain, over whatever leads to the server. */
    public static JushuitanApi create(
            ApiConfig config,
            Transport transport,
            Quota quota,
            InstantSource clock,
            Sleeper sleeper,
            RandomGenerator random,
            MeterRegistry metrics) {
        Account account = config.account();
        CallMeters meters = new CallMeters(metrics, account.name());
        meters.watch(quota);
        AttemptLimits limits = new AttemptLimits(config.attempts(), sleeper, random);
        Chain chain = new Chain(account, transport, quota, limits, meters, clock);
        TokenKeeper tokens = new TokenKeeper(
                new TokenCalls(chain, account, random),
                new TokenFile(config.tokenFile(), account.appKey()),
                clock,
                config.accessToken());
        return new JushuitanApi(account, transport, chain, tokens, meters);
    }

    /** Reads one page, from 1. */
    public Page page(Source source, int page, CallTally tally) throws InterruptedException {
        return chain.call(new PageCall(source, page, Map.of(), account, tokens, tally));
    }

    /** Reads one page, from 1, of those records alone that further request parameters select. */
    public Page page(Source source, int page, Map<String, JsonNode> parameters, CallTally tally)
            throws InterruptedException {
        return chain.call(new PageCall(source, page, parameters, account, tokens, tally));
    }

    /** Reads the first page of those records alone whose keys a request parameter lists. */
    public Page byKey(Source source, String parameter, ArrayNode keys, CallTally tally) throws InterruptedException {
        return chain.call(new PageCall(source, 1, Map.of(parameter, keys), account, tokens, tally));
    }

    /** Calls made so far, token calls and failed attempts among them. */
    public long calls() {
        return meters.calls();
    }

    /** Time that calls have waited for the quota so far. */
    public Duration waited() {
        return meters.waited();
    }

    /** When the access token ends, as far as known. */
    public Optional<Instant> tokenExpiresAt() {
        return tokens.expiresAt();
    }

    /** Ends calls that are under way and those to come: they throw an {@link InterruptedException}. */
    @Override
    public void close() {
        transport.close();
    }
}
