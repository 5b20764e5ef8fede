package io.jststream.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShopSeedsTest {
    private static final int ODD = 5;
    private static final List<ObjectNode> SHOPS = ShopSeeds.shops(317, 20_261_101);

    /** The columns of the table shops that hold text, and how many characters go into each. */
    private static final Map<String, Integer> LENGTHS = Map.of(
            "shop_name", 255,
            "shop_site", 64,
            "shop_url", 2048,
            "nick", 255,
            "session_uid", 64,
            "short_name", 255,
            "group_name", 255);

    /** What a mapping stumbles over (API: nasty sample). */
    static Stream<Arguments> cases() {
        return Stream.of(
                odd("the captured shop", shop -> shop.path("shop_id").asLong() == 10_394_533),
                everywhere("no address", shop -> shop.path("shop_url").isNull()),
                everywhere("an empty address", shop -> isEmpty(shop, "shop_url")),
                everywhere("no nick", shop -> shop.path("nick").isNull()),
                everywhere("no session", shop -> shop.path("session_uid").isNull()),
                everywhere("an empty session", shop -> isEmpty(shop, "session_uid")),
                everywhere("no short name", shop -> shop.path("short_name").isNull()),
                everywhere("an empty short name", shop -> isEmpty(shop, "short_name")),
                everywhere(
                        "authorised for ever",
                        shop -> shop.path("session_expired").asText().equals("------永久授权------")),
                everywhere(
                        "authorised until a day",
                        shop -> shop.path("session_expired").asText().startsWith("20")),
                everywhere(
                        "authorised until nobody knows",
                        shop -> shop.path("session_expired").isNull()),
                everywhere("authorised until nothing", shop -> isEmpty(shop, "session_expired")),
                everywhere("created to the millisecond", shop -> created(shop, "\\.\\d{3}")),
                everywhere("created to the second", shop -> created(shop, "")),
                everywhere("created with a single digit behind", shop -> created(shop, "\\.\\d")),
                odd("created at no time", shop -> isEmpty(shop, "created")),
                odd("a leap day", shop -> shop.path("created").asText().contains("-02-29 ")),
                everywhere("four bytes a character in a name", shop -> isBeyondThreeBytes(shop, "shop_name")),
                odd("a rare character in a short name", shop -> isBeyondThreeBytes(shop, "short_name")),
                odd("quotes", shop -> shop.path("shop_name").asText().contains("\"")),
                odd("an ampersand", shop -> shop.path("shop_name").asText().contains("&")),
                odd("a tabulator", shop -> shop.path("nick").asText().contains("\t")),
                odd(
                        "blanks around a name",
                        shop -> shop.path("shop_name").asText().matches("\\s+\\S.*\\S\\s+")),
                odd(
                        "a very long address",
                        shop -> shop.path("shop_url").asText().length() > 500),
                odd("percent signs", shop -> shop.path("shop_url").asText().contains("%E6")),
                everywhere("no key for the address", shop -> !shop.has("shop_url")),
                everywhere("no key for the nick", shop -> !shop.has("nick")),
                odd("no key for the company", shop -> !shop.has("co_id")),
                odd("no key for the group", shop -> !shop.has("group_id") && !shop.has("group_name")),
                everywhere(
                        "group 0",
                        shop -> shop.path("group_id").isInt()
                                && shop.path("group_id").asInt() == 0),
                everywhere("no group", shop -> shop.path("group_id").isNull()),
                everywhere("a group", shop -> shop.path("group_id").asInt() > 700),
                everywhere(
                        "an undocumented key", shop -> shop.path("organization").isNull()),
                everywhere("without the undocumented key", shop -> !shop.has("organization")),
                odd(
                        "an object under an unknown key",
                        shop -> shop.path("new_unknown_field").path("a").isArray()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyNastyCaseIsAmongTheShops(Predicate<JsonNode> wanted, List<ObjectNode> shops) {
        assertTrue(shops.stream().anyMatch(wanted));
    }

    @Test
    void theSameSeedMakesTheSameShops() {
        assertEquals(SHOPS, ShopSeeds.shops(317, 20_261_101));
        assertEquals(SHOPS.subList(0, 100), ShopSeeds.shops(100, 20_261_101));
        assertEquals(ShopSeeds.another(42, new Random(7)), ShopSeeds.another(42, new Random(7)));
    }

    @Test
    void anotherSeedMakesOthersButTheOddOnesAreAlwaysThere() {
        List<ObjectNode> others = ShopSeeds.shops(317, 1);

        assertEquals(SHOPS.subList(0, ODD), others.subList(0, ODD));
        assertNotEquals(SHOPS.subList(ODD, 317), others.subList(ODD, 317));
    }

    @Test
    void thereAre317UnlessOthersAreAskedFor() {
        assertEquals(317, SimulatedShops.open(SimulatorConfig.defaults()).size());
        assertEquals(
                5,
                SimulatedShops.open(Caller.config(Map.of("JST_SIMULATOR_SHOPS", "5")))
                        .size());
    }

    @Test
    void everyShopHasAnIdOfItsOwn() {
        List<Long> ids = ShopSeeds.shops(2000, 1).stream()
                .map(shop -> shop.path("shop_id").asLong())
                .toList();

        assertEquals(2000, new HashSet<>(ids).size());
        long lastOdd = Collections.max(ids.subList(0, ODD));
        assertTrue(ids.get(ODD) > lastOdd, "no seed may hit " + lastOdd);
        assertEquals(ids.subList(ODD, 2000).stream().sorted().toList(), ids.subList(ODD, 2000));
    }

    @Test
    void everyTextFitsIntoItsColumn() {
        for (ObjectNode shop : ShopSeeds.shops(5000, 3)) {
            LENGTHS.forEach((field, length) -> {
                String text = shop.path(field).asText("");
                assertTrue(text.codePointCount(0, text.length()) <= length, () -> field + " of " + shop);
            });
            assertTrue(shop.path("shop_id").isIntegralNumber()
                    && !shop.path("shop_name").asText("").isBlank());
        }
    }

    @Test
    void shopsStandOnManySites() {
        long sites = SHOPS.stream()
                .map(shop -> shop.path("shop_site").asText())
                .distinct()
                .count();

        assertEquals(19, sites);
        assertTrue(IntStream.range(0, 317)
                .allMatch(i -> SHOPS.get(i).path("shop_site").isTextual()));
    }

    private static Arguments odd(String name, Predicate<JsonNode> wanted) {
        return argumentSet(name, wanted, SHOPS.subList(0, ODD));
    }

    /** Among the ordinary ones, so that it is met more than once. */
    private static Arguments everywhere(String name, Predicate<JsonNode> wanted) {
        return argumentSet(name, wanted, SHOPS.subList(ODD, SHOPS.size()));
    }

    private static boolean isEmpty(JsonNode shop, String field) {
        return shop.path(field).isTextual() && shop.path(field).asText().isEmpty();
    }

    private static boolean created(JsonNode shop, String fraction) {
        return shop.path("created").asText().matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d" + fraction);
    }

    private static boolean isBeyondThreeBytes(JsonNode shop, String field) {
        return shop.path(field).asText().codePoints().anyMatch(Character::isSupplementaryCodePoint);
    }
}
