package io.jststream.producer.api;

import static io.jststream.service.Setting.JST_ACCESS_TOKEN;
import static io.jststream.service.Setting.JST_BASE_URL;
import static io.jststream.service.Setting.JST_CALL_ATTEMPTS;
import static io.jststream.service.Setting.JST_CALL_TIMEOUT;
import static io.jststream.service.Setting.JST_TOKEN_FILE;

import io.jststream.producer.account.Account;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import io.jststream.service.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * How the API is reached.
 *
 * @param attempts attempts at one call before it is given up, at least 1
 * @param timeout longest time one attempt may take
 * @param accessToken a token that is managed elsewhere
 */
public record ApiConfig(
        Account account,
        HttpUrl baseUrl,
        int attempts,
        Duration timeout,
        Path tokenFile,
        Optional<Secret> accessToken) {
    /** Zero would mean no limit at all. */
    private static final Duration SHORTEST_CALL = Duration.ofMillis(100);

    private static final Duration LONGEST_CALL = Duration.ofMinutes(10);

    /** The one account that the settings describe. */
    public static ApiConfig from(Settings settings) {
        return of(
                Account.from(settings),
                baseUrl(settings),
                Path.of(settings.get(JST_TOKEN_FILE)),
                settings.find(JST_ACCESS_TOKEN).map(Secret::new),
                settings);
    }

    /** An account with whatever is its own; the settings say what is the same for all. */
    public static ApiConfig of(
            Account account, HttpUrl baseUrl, Path tokenFile, Optional<Secret> accessToken, Settings settings) {
        return new ApiConfig(
                account,
                baseUrl,
                settings.integer(JST_CALL_ATTEMPTS, 1),
                settings.duration(
                        JST_CALL_TIMEOUT, SHORTEST_CALL, LONGEST_CALL, "a duration of 100ms to 10m, such as 30s"),
                tokenFile,
                accessToken);
    }

    /** Where the API is, as the settings say. */
    public static HttpUrl baseUrl(Settings settings) {
        String url = settings.get(JST_BASE_URL);
        HttpUrl baseUrl = HttpUrl.parse(url);
        if (baseUrl == null) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "environment variable " + JST_BASE_URL + ": found '" + url + "', expected a URL such as "
                            + JST_BASE_URL.defaultValue().orElse(""));
        }
        return baseUrl;
    }
}
