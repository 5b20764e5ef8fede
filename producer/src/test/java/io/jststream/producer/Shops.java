package io.jststream.producer;

import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.integration.catalog.Catalog;
import io.jststream.producer.publish.AccountSource;
import io.jststream.producer.publish.ApiSource;
import java.nio.file.Path;

/** The catalog's shops, and answers of their API. */
public final class Shops {
    /** What an account is read from. */
    public static final ApiSource API = ApiSource.of("https://openapi.jushuitan.com/", "app-key");

    /** The account, alone. */
    public static final AccountSource ACCOUNT = AccountSource.alone("default", API);

    private Shops() {}

    public static Integration integration() {
        return Catalog.load(Path.of("..", "catalog")).stream()
                .filter(integration -> integration.name().equals("shops"))
                .findFirst()
                .orElseThrow();
    }

    /** The same with pages of another size and another rule for what is gone. */
    public static Integration integration(int pageSize, Source.Gone gone) {
        Integration shops = integration();
        return shops.withSource(shops.source().withPageSize(pageSize).withGone(gone));
    }

    public static Source source() {
        return integration().source();
    }

    /** One shop as the API sends it. */
    public static String shop(int id, String name) {
        return "{\"shop_id\":%d,\"shop_name\":\"%s\"}".formatted(id, name);
    }

    /** The answer that holds these records. */
    public static String page(boolean hasNext, String... records) {
        return "{\"code\":0,\"msg\":\"执行成功\",\"data\":{\"has_next\":%s,\"datas\":[%s]}}"
                .formatted(hasNext, String.join(",", records));
    }

    /** The answer that refuses. */
    public static String refusal(int code, String message) {
        return "{\"code\":%d,\"msg\":\"%s\"}".formatted(code, message);
    }

    /** The answer that hands out tokens. */
    public static String tokens(String accessToken, String refreshToken, long expiresIn) {
        return "{\"code\":0,\"msg\":\"执行成功\",\"data\":{\"access_token\":\"%s\",\"expires_in\":%d,\"refresh_token\":\"%s\",\"scope\":\"all\"}}"
                .formatted(accessToken, expiresIn, refreshToken);
    }
}
