package io.jststream.transformer;

import io.jststream.integration.Column;
import io.jststream.integration.ColumnType;
import io.jststream.integration.ColumnType.Bigint;
import io.jststream.integration.ColumnType.Datetime;
import io.jststream.integration.ColumnType.Varchar;
import io.jststream.integration.Integration;
import io.jststream.integration.Source;
import io.jststream.integration.Target;
import io.jststream.integration.Template;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shops integration as catalog/shops.yaml has it, and small ones for single questions. */
final class Shops {
    private Shops() {}

    static Integration integration() {
        Map<String, @Nullable String> permanent = new HashMap<>();
        permanent.put("------永久授权------", "9999-12-31 23:59:59");
        permanent.put("", null);
        return of(
                required("shop_id", new Bigint()),
                required("shop_name", new Varchar(255)),
                column("co_id", new Bigint()),
                column("shop_site", new Varchar(64)),
                column("shop_url", new Varchar(2048)),
                column("created", new Datetime(3)),
                column("nick", new Varchar(255)),
                new Column("session_expired", Template.of("{session_expired}"), new Datetime(3), false, "", permanent),
                column("session_uid", new Varchar(64)),
                column("short_name", new Varchar(255)),
                column("group_id", new Bigint()),
                column("group_name", new Varchar(255)));
    }

    /** An integration of the API's shops with other columns. */
    static Integration of(Column... columns) {
        Source source = new Source(
                "/open/shops/query",
                List.of(),
                "data.datas",
                List.of("shop_id"),
                Source.Read.SWEEP,
                Duration.ofMinutes(5),
                new Source.Gone(2, 20));
        return new Integration(
                "shops", "聚水潭-店铺信息查询", source, new Target("shops", List.of("shop_id"), List.of(columns)));
    }

    static Column column(String field, ColumnType type) {
        return column(field, "{" + field + "}", type);
    }

    static Column column(String field, String template, ColumnType type) {
        return new Column(field, Template.of(template), type, false, "", Map.of());
    }

    static Column required(String field, ColumnType type) {
        return new Column(field, Template.of("{" + field + "}"), type, true, "", Map.of());
    }
}
