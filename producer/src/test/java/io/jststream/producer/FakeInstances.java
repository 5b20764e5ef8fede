package io.jststream.producer;

import io.jststream.producer.api.CallLog;
import io.jststream.producer.group.AccountGroup;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** No other instance than this one: all accounts are its own, and nobody else has made calls. Counts those that are noted. */
final class FakeInstances implements ProducerService.Instances {
    private final AtomicInteger noted = new AtomicInteger();

    /** Number of calls noted, of all accounts. */
    int noted() {
        return noted.get();
    }

    @Override
    public AccountGroup group(Set<String> accounts, Supplier<Set<String>> held) {
        return new FakeGroup(accounts, held);
    }

    @Override
    public CallLog calls(String account) {
        return new CallLog() {
            @Override
            public List<Duration> lastMinute() {
                return List.of();
            }

            @Override
            public void add() {
                noted.incrementAndGet();
            }
        };
    }
}
