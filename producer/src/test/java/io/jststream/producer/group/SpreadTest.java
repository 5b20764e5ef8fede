package io.jststream.producer.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {
    private static final Set<String> SIX = Set.of("a", "b", "c", "d", "e", "f");

    @Test
    void oneInstanceReadsAll() {
        assertEquals(Map.of("1", SIX), Spread.of(Map.of("1", knows(SIX))));
    }

    @Test
    void twoInstancesBeginWithHalfEach() {
        Map<String, SortedSet<String>> spread = Spread.of(Map.of("1", knows(SIX), "2", knows(SIX)));

        assertEquals(Set.of(3), sizes(spread));
        assertEachOnce(SIX, spread);
    }

    @Test
    void anAddedInstanceGetsAnAccountOnlyWhenItsReaderHasEnded() {
        Map<String, Membership> members = new HashMap<>();
        members.put("1", new Membership(SIX, SIX));
        members.put("2", knows(SIX));

        Map<String, SortedSet<String>> first = Spread.of(members);
        assertEquals(3, of(first, "1").size());
        assertEquals(Set.of(), of(first, "2"));

        members.put("1", new Membership(SIX, of(first, "1")));
        Map<String, SortedSet<String>> second = Spread.of(members);
        assertEquals(of(first, "1"), of(second, "1"));
        assertEquals(3, of(second, "2").size());
    }

    @Test
    void theAccountsOfALostInstanceGoToThoseWithFewest() {
        Map<String, SortedSet<String>> spread =
                Spread.of(Map.of("1", new Membership(SIX, Set.of("a", "b")), "2", new Membership(SIX, Set.of("c"))));

        assertEquals(Set.of(3), sizes(spread));
        assertTrue(of(spread, "1").containsAll(Set.of("a", "b")));
    }

    @Test
    void moreInstancesThanAccountsLeaveSomeStandingBy() {
        Set<String> one = Set.of("a");
        Map<String, SortedSet<String>> spread =
                Spread.of(Map.of("1", knows(one), "2", new Membership(one, one), "3", knows(one)));

        assertEquals(Map.of("1", Set.of(), "2", one, "3", Set.of()), spread);
    }

    /** While a new list of accounts is being rolled out. */
    @Test
    void anInstanceGetsOnlyAccountsThatItKnows() {
        Map<String, SortedSet<String>> spread =
                Spread.of(Map.of("old", knows(Set.of("a")), "new", knows(Set.of("a", "b", "c"))));

        assertEquals(Map.of("old", Set.of("a"), "new", Set.of("b", "c")), spread);
    }

    @Test
    void whereTwoReadAnAccountOneGoesOn() {
        Map<String, SortedSet<String>> spread =
                Spread.of(Map.of("1", new Membership(SIX, Set.of("a")), "2", new Membership(SIX, Set.of("a"))));

        assertEachOnce(SIX, spread);
    }

    @Test
    void whatNobodyKnowsAnyMoreIsReadByNobody() {
        assertEquals(Map.of("1", Set.of("a")), Spread.of(Map.of("1", new Membership(Set.of("a"), Set.of("a", "b")))));
    }

    @Test
    void whatAnInstanceSaysSurvivesItsWayThroughKafka() {
        Membership membership = new Membership(Set.of("天猫 店", "b"), Set.of("b"));

        assertEquals(membership, Membership.of(membership.bytes()));
        assertEquals(new Membership(Set.of(), Set.of()), Membership.of(null));
    }

    /** Instances come and go at random; whoever reads says so truthfully; at no time do two read one account. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void neverTwoReadersAndInTheEndAnEvenSpread(long seed) {
        Random random = new Random(seed);
        Set<String> accounts = IntStream.range(0, 1 + random.nextInt(20))
                .mapToObj(number -> "account-" + number)
                .collect(Collectors.toSet());
        Map<String, Set<String>> reading = new TreeMap<>();
        for (int change = 0; change < 200; change++) {
            int instance = random.nextInt(5);
            if (reading.remove("instance-" + instance) == null) {
                reading.put("instance-" + instance, Set.of());
            }
            for (int sharing = 0; sharing < 3; sharing++) {
                reading.putAll(Spread.of(members(accounts, reading)));
                assertNoneTwice(reading);
            }
            if (!reading.isEmpty()) {
                assertEachOnce(accounts, reading);
                List<Integer> sizes =
                        reading.values().stream().map(Set::size).sorted().toList();
                assertTrue(sizes.get(sizes.size() - 1) - sizes.get(0) <= 1, sizes.toString());
            }
        }
    }

    private static Map<String, Membership> members(Set<String> accounts, Map<String, Set<String>> reading) {
        Map<String, Membership> members = new HashMap<>();
        reading.forEach((instance, held) -> members.put(instance, new Membership(accounts, held)));
        return members;
    }

    private static Membership knows(Set<String> accounts) {
        return new Membership(accounts, Set.of());
    }

    private static Set<String> of(Map<String, SortedSet<String>> spread, String member) {
        return spread.getOrDefault(member, new TreeSet<>());
    }

    private static Set<Integer> sizes(Map<String, SortedSet<String>> spread) {
        return spread.values().stream().map(Set::size).collect(Collectors.toSet());
    }

    private static void assertEachOnce(Set<String> accounts, Map<String, ? extends Set<String>> spread) {
        assertNoneTwice(spread);
        Set<String> all = new HashSet<>();
        spread.values().forEach(all::addAll);
        assertEquals(accounts, all);
    }

    private static void assertNoneTwice(Map<String, ? extends Set<String>> spread) {
        Set<String> seen = new HashSet<>();
        spread.values().forEach(held -> held.forEach(account -> assertTrue(seen.add(account), account + " twice")));
    }
}
