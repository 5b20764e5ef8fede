package io.jststream.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Shops as merchants have them: a few odd ones that are always there, and seeded ordinary ones. */
final class ShopSeeds {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int COMPANY = 12252;
    /** Behind the odd ones, whose ids no seed may hit. */
    static final long FIRST_ID = 11_700_001;

    private static final LocalDateTime OLDEST = LocalDateTime.of(2016, 3, 1, 8, 0);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final List<String> BRANDS =
            List.of("顺祥", "小鹿", "拾光", "云朵家居", "老街口", "山里红", "一叶", "木槿", "北岸", "青禾", "HIDZMY", "拆呗", "𠮷祥", "麦芽糖");
    private static final List<String> SITES = List.of(
            "淘宝天猫", "京东商城", "京东厂家直送", "拼多多", "头条放心购", "快手电商", "微信视频号", "小红书", "口袋微店", "快团团", "有赞微商城", "微盟", "苏宁易购",
            "阿里巴巴", "商家自有商城", "线下店铺", "密选", "易订货", "奇门Wms");
    private static final List<String> GROUPS = List.of("自有商城", "直播组", "分销组", "华东区", "线下");
    private static final List<String> ENDINGS = List.of("旗舰店", "专营店", "专卖店", "官方店", "工厂店", "🛒特卖店");

    private final Random random;

    private ShopSeeds(Random random) {
        this.random = random;
    }

    static List<ObjectNode> shops(int amount, long seed) {
        List<ObjectNode> shops = new ArrayList<>(odd());
        ShopSeeds seeds = new ShopSeeds(new Random(seed));
        long id = FIRST_ID;
        while (shops.size() < amount) {
            shops.add(seeds.ordinary(id));
            id += 1 + seeds.random.nextInt(900);
        }
        return shops;
    }

    /** A shop that is opened later, with an id of its own. */
    static ObjectNode another(long id, Random random) {
        return new ShopSeeds(random).ordinary(id);
    }

    private static List<ObjectNode> odd() {
        try (InputStream in = Objects.requireNonNull(ShopSeeds.class.getResourceAsStream("odd-shops.json"))) {
            return List.of(JSON.readValue(in, ObjectNode[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode ordinary(long id) {
        String site = any(SITES);
        String brand = any(BRANDS);
        ObjectNode shop = JsonNodeFactory.instance.objectNode();
        shop.put("shop_id", id)
                .put("shop_name", "「" + site + "」" + brand + any(ENDINGS) + id % 1000)
                .put("co_id", COMPANY)
                .put("shop_site", site)
                .put("created", created());
        maybe(shop, "shop_url", "https://shop.example.com/" + id + "?from=聚水潭&n=" + brand);
        maybe(shop, "nick", brand + "_" + random.nextInt(10_000));
        maybe(shop, "session_uid", Long.toString(4_020_000_000_000L + random.nextInt(Integer.MAX_VALUE)));
        maybe(shop, "short_name", brand);
        session(shop);
        group(shop);
        if (random.nextBoolean()) {
            shop.putNull("organization");
        }
        return shop;
    }

    /** Three shapes are in use: seconds, milliseconds, and a single digit (API: shop query). */
    private String created() {
        String seconds = SECONDS.format(OLDEST.plusSeconds(random.nextInt(10 * 365 * 24 * 3600)));
        return switch (random.nextInt(3)) {
            case 0 -> seconds;
            case 1 -> seconds + ".0";
            default -> seconds + ".%03d".formatted(random.nextInt(1000));
        };
    }

    private void session(ObjectNode shop) {
        switch (random.nextInt(4)) {
            case 0 -> shop.put("session_expired", "------永久授权------");
            case 1 -> shop.putNull("session_expired");
            case 2 -> shop.put("session_expired", "");
            default ->
                shop.put("session_expired", SECONDS.format(OLDEST.plusYears(11).plusHours(random.nextInt(20_000))));
        }
    }

    private void group(ObjectNode shop) {
        int number = random.nextInt(GROUPS.size() + 2);
        if (number < GROUPS.size()) {
            shop.put("group_id", 701 + number).put("group_name", GROUPS.get(number));
        } else if (number == GROUPS.size()) {
            shop.put("group_id", 0).put("group_name", "");
        } else {
            shop.putNull("group_id").putNull("group_name");
        }
    }

    /** The value mostly; else null, empty text, or no key at all. */
    private void maybe(ObjectNode shop, String field, String value) {
        switch (random.nextInt(8)) {
            case 0 -> shop.putNull(field);
            case 1 -> shop.put(field, "");
            case 2 -> shop.remove(field);
            default -> shop.put(field, value);
        }
    }

    private String any(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
