package io.jststream.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.catalog.ShopsCatalog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableDdlTest {
    @Test
    void writesTheTableOfTheShops() {
        assertEquals("""
                CREATE TABLE IF NOT EXISTS `shops` (
                  `shop_id` bigint NOT NULL COMMENT '店铺编号',
                  `shop_name` varchar(255) NOT NULL COMMENT '店铺名称',
                  `co_id` bigint NULL COMMENT '公司编号',
                  `shop_site` varchar(64) NULL COMMENT '店铺站点',
                  `shop_url` varchar(2048) NULL COMMENT '店铺网址',
                  `created` datetime(3) NULL COMMENT '创建时间',
                  `nick` varchar(255) NULL COMMENT '主账号',
                  `session_expired` datetime(3) NULL COMMENT '授权过期时间 (永久授权 = 9999-12-31)',
                  `session_uid` varchar(64) NULL COMMENT '会话用户编号',
                  `short_name` varchar(255) NULL COMMENT '店铺简称',
                  `group_id` bigint NULL COMMENT '分组编号',
                  `group_name` varchar(255) NULL COMMENT '分组名称',
                  PRIMARY KEY (`shop_id`)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='聚水潭-店铺信息查询-->BI崛起-店铺信息表'""", TableDdl.of(ShopsCatalog.shops().table()));
    }

    @Test
    void keepsTextKeysApartByTheirBytesAndQuotesComments() {
        Column sku =
                new Column("sku_id", Template.of("{sku_id}"), new ColumnType.Varchar(64), true, "it's a \\", Map.of());
        String ddl =
                TableDdl.of(new Table("skus", "s", "jst.skus", new Target("skus", List.of("sku_id"), List.of(sku))));

        assertTrue(
                ddl.contains(
                        "`sku_id` varchar(64) CHARACTER SET utf8mb4 /*!80017 COLLATE utf8mb4_0900_bin */ /*M! COLLATE utf8mb4_nopad_bin */ NOT NULL COMMENT 'it''s a \\\\'"),
                ddl);
    }
}
