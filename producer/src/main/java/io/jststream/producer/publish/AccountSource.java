package io.jststream.producer.publish;

import java.util.Set;

/**
 * An account, the API that it is read from, and which accounts are read beside it.
 *
 * @param configured the names of all accounts that this process could read
 */
public record AccountSource(String account, ApiSource api, Set<String> configured) {
    public AccountSource {
        configured = Set.copyOf(configured);
    }

    /** The only account there is. */
    public static AccountSource alone(String account, ApiSource api) {
        return new AccountSource(account, api, Set.of(account));
    }
}
