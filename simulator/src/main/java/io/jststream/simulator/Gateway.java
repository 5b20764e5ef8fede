package io.jststream.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the API checks before it does anything, in its order, and where a call then goes. Thread-safe. */
final class Gateway {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Duration LARGEST_SKEW = Duration.ofMinutes(10);
    private static final List<String> OPEN =
            List.of("app_key", "access_token", "timestamp", "version", "charset", "biz", "sign");
    private static final String INIT = "/openWeb/auth/getInitToken";
    private static final String REFRESH = "/openWeb/auth/refreshToken";
    private static final List<String> AUTH = List.of("app_key", "timestamp", "grant_type", "charset", "sign");

    private final String appKey;
    private final String appSecret;
    private final Tokens tokens;
    private final CallLimits limits;
    private final ShopsQuery shops;
    private final TableQuery tables;
    private final Set<String> withheld = ConcurrentHashMap.newKeySet();
    private final InstantSource clock;

    Gateway(
            String appKey,
            String appSecret,
            Tokens tokens,
            CallLimits limits,
            ShopsQuery shops,
            TableQuery tables,
            InstantSource clock) {
        this.appKey = appKey;
        this.appSecret = appSecret;
        this.tokens = tokens;
        this.limits = limits;
        this.shops = shops;
        this.tables = tables;
        this.clock = clock;
    }

    /** @param move see {@link Move} */
    Reply answer(String path, Map<String, String> form, Move move) {
        return path.startsWith("/openWeb/") ? auth(path, form) : open(path, form, move);
    }

    private Reply open(String path, Map<String, String> form, Move move) {
        JsonNode biz = json(form.getOrDefault("biz", ""));
        return missing(OPEN, form)
                .or(() -> otherThan("version", "2", form))
                .or(() -> otherThan("charset", "utf-8", form))
                .or(() -> unknownApplication(form))
                .or(() -> wrongTime(form))
                .or(() -> wrongSignature(form))
                .or(() -> wrongToken(form))
                .or(() -> unknownPath(path))
                .or(() -> notPermitted(path))
                .or(limits::count)
                .or(() -> notJson(biz))
                .orElseGet(() -> answer(path, behind(biz, move.pages()), move.rows()));
    }

    private Reply answer(String path, JsonNode biz, int more) {
        return path.equals(ShopsQuery.PATH) ? shops.answer(biz, more) : tables.answer(path, biz, more);
    }

    /** The request for so many pages before. */
    private static JsonNode behind(JsonNode biz, int pages) {
        if (pages == 0) {
            return biz;
        }
        int page = Math.max(1, biz.path("page_index").asInt(1) - pages);
        return ((ObjectNode) biz.deepCopy()).put("page_index", page);
    }

    /** Takes the application's permission for one API away. */
    void withhold(String path) {
        withheld.add(path);
    }

    /** Token calls are not counted: whether the real limits hold for them is not known. */
    private Reply auth(String path, Map<String, String> form) {
        return missing(AUTH, form)
                .or(() -> missing(path.equals(INIT) ? List.of("code") : List.of(), form))
                .or(() -> missing(path.equals(REFRESH) ? List.of("refresh_token", "scope") : List.of(), form))
                .or(() -> otherThan("charset", "utf-8", form))
                .or(() -> unknownApplication(form))
                .or(() -> wrongTime(form))
                .or(() -> wrongSignature(form))
                .orElseGet(() -> switch (path) {
                    case INIT -> tokens.init();
                    case REFRESH -> tokens.refresh(form);
                    default -> Reply.refused(190, "接口不存在");
                });
    }

    private static Optional<Reply> missing(List<String> names, Map<String, String> form) {
        if (form.isEmpty()) {
            return Optional.of(Reply.refused(130, "传输数据不能为空"));
        }
        return names.stream().allMatch(name -> !form.getOrDefault(name, "").isEmpty())
                ? Optional.empty()
                : Optional.of(badParameters());
    }

    private static Optional<Reply> otherThan(String name, String only, Map<String, String> form) {
        return only.equals(form.get(name)) ? Optional.empty() : Optional.of(badParameters());
    }

    private Optional<Reply> unknownApplication(Map<String, String> form) {
        return appKey.equals(form.get("app_key")) ? Optional.empty() : Optional.of(badParameters());
    }

    private Optional<Reply> wrongTime(Map<String, String> form) {
        try {
            Instant sent = Instant.ofEpochSecond(Long.parseLong(form.getOrDefault("timestamp", "")));
            if (Duration.between(sent, clock.instant()).abs().compareTo(LARGEST_SKEW) <= 0) {
                return Optional.empty();
            }
        } catch (NumberFormatException | DateTimeException notSeconds) {
            // refused like a wrong time
        }
        return Optional.of(Reply.refused(140, "验证失败！无效的timestamp，请求最大时间误差15分钟"));
    }

    private Optional<Reply> wrongSignature(Map<String, String> form) {
        return ServerSignature.matches(appSecret, form)
                ? Optional.empty()
                : Optional.of(Reply.refused(10, "验证失败！无效签名"));
    }

    private Optional<Reply> wrongToken(Map<String, String> form) {
        return tokens.accepts(form.get("access_token"))
                ? Optional.empty()
                : Optional.of(Reply.refused(100, "验证失败！无效的access_token或access_token已过期"));
    }

    private Optional<Reply> unknownPath(String path) {
        return path.equals(ShopsQuery.PATH) || tables.serves(path)
                ? Optional.empty()
                : Optional.of(Reply.refused(190, "接口不存在"));
    }

    private Optional<Reply> notPermitted(String path) {
        return withheld.contains(path) ? Optional.of(Reply.refused(190, "验证失败！无API权限，请申请API权限")) : Optional.empty();
    }

    private static Optional<Reply> notJson(JsonNode biz) {
        return biz.isObject() ? Optional.empty() : Optional.of(badParameters());
    }

    private static Reply badParameters() {
        return Reply.refused(140, "参数不符合规范,请检查传入参数!");
    }

    /** The text as JSON; missing where it is none. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
