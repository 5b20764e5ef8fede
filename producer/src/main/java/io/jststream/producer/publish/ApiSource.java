package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Which API an account is read from, as {@code jst.cursors} notes it beside the positions: what is known of one API is wrong of
 * another.
 *
 * @param application a digest of the app_key
 */
public record ApiSource(String baseUrl, String application) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIGEST_BYTES = 8;

    /** The API that an application is registered with. */
    public static ApiSource of(String baseUrl, String appKey) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(appKey.getBytes(UTF_8));
            return new ApiSource(baseUrl, HexFormat.of().formatHex(digest, 0, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the topic holds it. */
    public byte[] json() {
        return JSON.createObjectNode()
                .put("base_url", baseUrl)
                .put("application", application)
                .toString()
                .getBytes(UTF_8);
    }

    /** Empty where it is none. */
    static Optional<ApiSource> from(byte[] json) {
        try {
            JsonNode noted = JSON.readTree(json);
            return noted.hasNonNull("base_url") && noted.hasNonNull("application")
                    ? Optional.of(new ApiSource(
                            noted.path("base_url").asText(),
                            noted.path("application").asText()))
                    : Optional.empty();
        } catch (IOException damaged) {
            return Optional.empty();
        }
    }

    /**
     * Refuses an account whose address and application have both changed. One of them alone may: merchants move behind a proxy, and
     * renew an application.
     */
    void refuseAfter(ApiSource before, String account) {
        if (isAnotherThan(before)) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION,
                    "account " + account + ": was read from " + before.baseUrl + " until now; found " + baseUrl
                            + " and another app_key, expected the same API. Records of two APIs would mix in one table, and how far"
                            + " the one has been read would hide records of the other. For another merchant, a sandbox or a simulator:"
                            + " give the account another name, and its integrations other tables; or begin with nothing, where nothing"
                            + " is to be kept (make down VOLUMES=1; with make run another JST_LOCAL_DATA). For the same merchant: change"
                            + " the address first, then the app_key, with a complete sweep in between");
        }
    }

    /** The same of an account that reads into topics and tables for the first time, after another one that is read no more. */
    void refuseBeside(ApiSource before, String other, String account, String integration) {
        if (isAnotherThan(before)) {
            throw new OperatorException(
                    ExitCode.BAD_CONFIGURATION, """
                    account %1$s: %2$s was read from %3$s for account %4$s, which is not among the accounts of this instance; \
                    found %5$s and another app_key, expected the same API. Another name keeps nothing apart: records of two APIs \
                    would mix in one table, and those of %4$s stay there. Where it was a simulator or a sandbox: begin with nothing \
                    (make down VOLUMES=1; with make run another JST_LOCAL_DATA), or give the integrations of this account other names \
                    and tables. For the same merchant: call the account %4$s again, and change the address first, then the app_key, \
                    with a complete sweep in between. Where both are meant to be in one table: have %4$s in the file of JST_ACCOUNTS \
                    too, until a sweep of %1$s is complete""".formatted(account, integration, before.baseUrl, other, baseUrl));
        }
    }

    private boolean isAnotherThan(ApiSource other) {
        return !baseUrl.equals(other.baseUrl) && !application.equals(other.application);
    }

    boolean hasAddressOf(ApiSource other) {
        return baseUrl.equals(other.baseUrl);
    }
}
