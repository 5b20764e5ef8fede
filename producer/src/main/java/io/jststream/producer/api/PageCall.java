package io.jststream.producer.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jststream.integration.Source;
import io.jststream.producer.account.Account;
import io.jststream.producer.account.TokenKeeper;
import io.jststream.service.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for one page of an API that lists records. */
final class PageCall implements Call<Page> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Source source;
    private final Account account;
    private final TokenKeeper tokens;
    private final String biz;
    private final CallTally tally;
    private @Nullable Secret token;

    /** @param more parameters beside those of the catalog */
    PageCall(
            Source source,
            int page,
            Map<String, ? extends JsonNode> more,
            Account account,
            TokenKeeper tokens,
            CallTally tally) {
        this.source = source;
        this.account = account;
        this.tokens = tokens;
        this.biz = biz(source, page, more);
        this.tally = tally;
    }

    @Override
    public String path() {
        return source.api();
    }

    @Override
    public Map<String, String> parameters() throws InterruptedException {
        token = tokens.current();
        return Map.of(
                "app_key",
                account.appKey(),
                "access_token",
                token.value(),
                "version",
                "2",
                "charset",
                "utf-8",
                "biz",
                biz);
    }

    @Override
    public void attempted(Duration waited) {
        tally.attempted(waited);
    }

    @Override
    public Page read(Answer answer) throws IOException {
        return Page.from(answer, source);
    }

    @Override
    public void renewToken() throws InterruptedException {
        if (token != null) {
            tokens.renew(token);
        }
    }

    /** The request of the catalog with this page's number: made once, so that what is signed is what is sent. */
    private static String biz(Source source, int page, Map<String, ? extends JsonNode> more) {
        ObjectNode biz = JsonNodeFactory.instance.objectNode();
        for (Source.RequestField field : source.request()) {
            switch (field.field()) {
                case "page_index" -> biz.put("page_index", page);
                case "page_size" -> biz.put("page_size", Integer.parseInt(field.value()));
                default -> biz.set(field.field(), value(field.value()));
            }
        }
        more.forEach(biz::set);
        return biz.toString();
    }

    /** Text, unless it is a list as JSON writes one: some parameters take nothing else. */
    private static JsonNode value(String text) {
        try {
            return text.startsWith("[") ? JSON.readTree(text) : JsonNodeFactory.instance.textNode(text);
        } catch (JsonProcessingException notJson) {
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
