package io.jststream.producer.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.producer.account.Account;
import io.jststream.producer.account.TokenSource;
import io.jststream.producer.account.Tokens;
import io.jststream.service.ExitCode;
import io.jststream.service.Secret;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The two calls that hand out tokens (API: own-developed applications). They go through the chain like any other. */
final class TokenCalls implements TokenSource {
    private static final int CODE_LETTERS = 6;

    private final Chain chain;
    private final Account account;
    private final RandomGenerator random;

    TokenCalls(Chain chain, Account account, RandomGenerator random) {
        this.chain = chain;
        this.account = account;
        this.random = random;
    }

    /** One of the two calls: its own parameters beside those that both have. */
    private record TokenCall(String path, Account account, Map<String, String> own) implements Call<Tokens> {
        @Override
        public Map<String, String> parameters() {
            Map<String, String> parameters = new HashMap<>(own);
            parameters.put("app_key", account.appKey());
            parameters.put("charset", "utf-8");
            return parameters;
        }

        @Override
        public Tokens read(Answer answer) throws IOException {
            JsonNode data = answer.json().path("data");
            Instant expiresAt =
                    answer.arrivedAt().plusSeconds(data.path("expires_in").asLong());
            if (data.path("access_token").asText().isEmpty() || !expiresAt.isAfter(answer.arrivedAt())) {
                throw new OddAnswerException(Verdict.odd("code 0, but without access_token or expires_in"));
            }
            return new Tokens(
                    new Secret(data.path("access_token").asText()),
                    new Secret(data.path("refresh_token").asText()),
                    answer.arrivedAt(),
                    expiresAt);
        }

        @Override
        public void renewToken() {
            throw new ApiException(
                    path, ExitCode.BAD_CONFIGURATION, Reach.ACCOUNT, "refused for its token, but it has none");
        }
    }

    @Override
    public Tokens init() throws InterruptedException {
        // The caller chooses the code: any six letters (API: getInitToken).
        String code = random.ints(CODE_LETTERS, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return call(new TokenCall(
                "/openWeb/auth/getInitToken", account, Map.of("grant_type", "authorization_code", "code", code)));
    }

    @Override
    public Tokens refresh(Secret refreshToken) throws InterruptedException {
        return call(new TokenCall(
                "/openWeb/auth/refreshToken",
                account,
                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken.value(), "scope", "all")));
    }

    private Tokens call(TokenCall call) throws InterruptedException {
        try {
            return chain.call(call);
        } catch (ApiException e) {
            throw e.ofTheAccount();
        }
    }
}
