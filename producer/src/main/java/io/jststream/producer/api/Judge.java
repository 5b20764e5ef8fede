package io.jststream.producer.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jststream.producer.api.Verdict.Kind;
import io.jststream.service.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Judges an answer by HTTP status, code and message, before its records are read (API: error codes). */
final class Judge {
    private static final Duration SECOND_LIMIT = Duration.ofMillis(1100);
    private static final Duration MINUTE_LIMIT = Duration.ofSeconds(15);
    private static final Duration TOO_MANY_REQUESTS = Duration.ofSeconds(5);

    /** Tokens and signatures are 32 hex digits, and a gateway may quote the request that it refuses. */
    private static final Pattern MAY_BE_SECRET = Pattern.compile("[0-9a-fA-F]{32,}");

    /** Characters of a message that are repeated: some gateways send a page of HTML in its place. */
    private static final int LONGEST_MESSAGE = 300;

    private static final String CHECK_SECRET = "check JST_APP_KEY and JST_APP_SECRET: 聚水潭开放平台 → 应用管理; the sandbox and"
            + " production have different ones, and JST_BASE_URL says which is meant";

    private static final String CHECK_REQUEST =
            ": check the request in the catalog, and that JST_APP_KEY is one of JST_BASE_URL";

    /** One line of the table of codes: the code, a word that the message must hold, and one that it must not (or nothing). */
    private record Rule(String code, String with, String without, Function<String, Verdict> verdict) {
        boolean matches(String actualCode, String message) {
            return code.equals(actualCode)
                    && message.contains(with)
                    && (without.isEmpty() || !message.contains(without));
        }
    }

    /** The first line that matches decides: one number carries several meanings, told apart by the message. */
    private static final List<Rule> RULES = List.of(
            rule("0", "", "", said -> Verdict.of(Kind.ACCEPT, said)),
            rule("199", "", "", said -> Verdict.waiting(Limit.SECOND, SECOND_LIMIT, said)),
            rule("200", "", "参数错误", said -> Verdict.waiting(Limit.MINUTE, MINUTE_LIMIT, said)),
            rule("100", "", "refresh_token", said -> Verdict.of(Kind.RENEW_TOKEN, said)),
            rule("140", "timestamp", "", said -> Verdict.of(Kind.RESIGN, said)),
            rule("180", "timestamp", "", said -> Verdict.of(Kind.RESIGN, said)),
            rule("150", "", "刷新", Verdict::retry),
            refused("100", "the tokens have expired; a new one is asked for at the next call"),
            refused("150", "the merchant has to authorise the application again: 聚水潭ERP → 开放平台 → 授权"),
            refused("10", CHECK_SECRET),
            refused("120", CHECK_SECRET),
            refused("110", "add this machine's public IP address: 聚水潭开放平台 → 开发者后台 → IP白名单"),
            rule("190", "接口不存在", "", said -> refusal(said, "check source.api in the catalog")),
            refused("190", "apply for the permission to call this API: 聚水潭开放平台 → 应用管理 → API权限"),
            rule(
                    "140",
                    "",
                    "",
                    said -> Verdict.giveUp(ExitCode.BAD_CONFIGURATION, Reach.REQUEST, said + CHECK_REQUEST)));

    private Judge() {}

    static Verdict of(Answer answer) {
        if (answer.status() == 429) {
            return Verdict.waiting(Limit.SECOND, TOO_MANY_REQUESTS, "HTTP 429");
        }
        if (answer.status() >= 500) {
            return Verdict.retry("HTTP " + answer.status());
        }
        if (answer.status() != 200) {
            return refusal("HTTP " + answer.status() + ", expected 200", advice(answer.status()));
        }
        try {
            JsonNode body = answer.json();
            return body.isObject() && body.hasNonNull("code")
                    ? judge(body.path("code").asText(), body.path("msg").asText(""))
                    : Verdict.retry("a body without a code");
        } catch (JsonProcessingException e) {
            return Verdict.retry(
                    "a body that is not JSON, at byte " + e.getLocation().getByteOffset());
        } catch (IOException e) {
            return Verdict.retry("a body that cannot be read");
        }
    }

    /** Whether the table has a line for this code. */
    static boolean knows(String code) {
        return RULES.stream().anyMatch(rule -> rule.code().equals(code));
    }

    private static Verdict judge(String code, String message) {
        String said = "code " + repeatable(code) + " " + repeatable(message);
        return RULES.stream()
                .filter(rule -> rule.matches(code, message))
                .findFirst()
                .map(rule -> rule.verdict().apply(said))
                .orElseGet(() -> Verdict.giveUp(ExitCode.FAILED, Reach.REQUEST, said));
    }

    private static String advice(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> "JST_BASE_URL redirects; set it to where it leads";
            case 400 -> "check that JST_BASE_URL is https://… and that no proxy on the way takes TLS off";
            case 404 -> "check JST_BASE_URL and source.api in the catalog";
            case 407 -> "a proxy asks for credentials; check those of this machine's proxy";
            default -> "no answer of this API; a gateway or proxy on the way may have given it";
        };
    }

    private static Rule rule(String code, String with, String without, Function<String, Verdict> verdict) {
        return new Rule(code, with, without, verdict);
    }

    private static Rule refused(String code, String advice) {
        return rule(code, "", "", said -> refusal(said, advice));
    }

    private static Verdict refusal(String said, String advice) {
        return Verdict.giveUp(ExitCode.BAD_CONFIGURATION, Reach.ACCOUNT, said + ": " + advice);
    }

    /** Without what may be a secret, and not too long; cut between two characters. */
    private static String repeatable(String text) {
        String shown = MAY_BE_SECRET.matcher(text).replaceAll("***");
        return shown.codePointCount(0, shown.length()) <= LONGEST_MESSAGE
                ? shown
                : shown.substring(0, shown.offsetByCodePoints(0, LONGEST_MESSAGE)) + "…";
    }
}
