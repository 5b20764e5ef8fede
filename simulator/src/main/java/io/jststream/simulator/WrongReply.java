package io.jststream.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What becomes of a regular answer under each misbehaviour. */
final class WrongReply {
    private WrongReply() {}

    static Reply of(Misbehaviour kind, Reply regular) {
        return switch (kind) {
            // These go wrong before the answer is made.
            case TOKEN_EXPIRED, REFRESH_EXPIRED, DUPLICATED_ROWS, SKIPPED_ROWS, SHOP_CLOSED, PAGE_INDEX_STUCK ->
                regular;
            case REPEATED_PAGE ->
                regular.editData(
                        data -> data.put("page_index", data.path("page_index").asInt() + 1));
            case EMPTY_PAGE -> regular.editData(data -> rows(data).ifPresent(ArrayNode::removeAll));
            case SHORT_PAGE ->
                regular.editData(data ->
                        rows(data).filter(rows -> !rows.isEmpty()).ifPresent(rows -> rows.remove(rows.size() - 1)));
            case ROW_TWICE ->
                regular.editData(data -> rows(data)
                        .filter(rows -> rows.size() > 1)
                        .ifPresent(rows -> rows.set(rows.size() - 1, rows.get(rows.size() - 2))));
            case LIMIT_PER_SECOND -> Reply.refused(199, "调用频次超过限制!请稍后再试");
            case LIMIT_PER_MINUTE -> Reply.refused(200, "调用频次超过限制!");
            case TIMESTAMP_REFUSED -> Reply.refused(140, "验证失败！无效的timestamp，请求最大时间误差15分钟");
            case INTERNAL_ERROR -> Reply.refused(150, "内部处理异常！");
            case IP_REFUSED -> Reply.refused(110, "验证失败！已设置IP白名单，该IP不在白名单列表：203.0.113.9，请登录开发者后台自行添加IP");
            case NO_PERMISSION -> Reply.refused(190, "验证失败！无API权限，请申请API权限");
            case BAD_REQUEST_HTML -> Reply.html(400, "400 The plain HTTP request was sent to HTTPS port");
            case SERVER_ERROR -> Reply.html(500, "500 Internal Server Error");
            case BAD_GATEWAY -> Reply.html(502, "502 Bad Gateway");
            case TOO_MANY_REQUESTS -> Reply.html(429, "429 Too Many Requests");
            case TRUNCATED -> regular.truncated();
            case HTML_PAGE -> Reply.html(200, "系统维护中");
            case SLOW -> regular.delivered(Reply.Delivery.LATE);
            case GZIP -> regular.delivered(Reply.Delivery.GZIP);
            case HAS_NEXT_WRONG ->
                regular.editData(
                        data -> data.put("has_next", !data.path("has_next").asBoolean()));
            case HAS_NEXT_AS_TEXT ->
                regular.editData(
                        data -> data.put("has_next", data.path("has_next").asText()));
            case EXTRA_KEYS ->
                regular.edit(json ->
                        json.put("requestId", "a1b2c3d4").putObject("trace").put("host", "h1"));
            case DATA_NULL -> regular.edit(json -> json.putNull("data"));
            case CONNECTION_CLOSED -> regular.delivered(Reply.Delivery.NEVER);
        };
    }

    /** The list, whatever its API calls it. */
    private static Optional<ArrayNode> rows(ObjectNode data) {
        for (JsonNode value : data) {
            if (value instanceof ArrayNode rows) {
                return Optional.of(rows);
            }
        }
        return Optional.empty();
    }
}
