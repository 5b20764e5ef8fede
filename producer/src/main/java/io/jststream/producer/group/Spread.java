package io.jststream.producer.group;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Spreads accounts over instances: as evenly as can be, none to two, and what is being read stays where it is as far as that
 * allows. An account that has to move is first taken from its reader and given to nobody; when the reader has ended it says
 * so, and the next sharing gives it away.
 */
final class Spread {
    private final Map<String, Membership> members;
    /** How many accounts each instance has or will have, those among them that another one has to end first. */
    private final Map<String, Integer> load = new HashMap<>();

    private final Map<String, SortedSet<String>> given = new TreeMap<>();

    private Spread(Map<String, Membership> members) {
        this.members = new TreeMap<>(members);
        this.members.keySet().forEach(member -> {
            load.put(member, 0);
            given.put(member, new TreeSet<>());
        });
    }

    /** Who is to read what, by the names of the members; every member has an entry. */
    static Map<String, SortedSet<String>> of(Map<String, Membership> members) {
        Spread spread = new Spread(members);
        List<String> free = new ArrayList<>();
        for (String account : spread.accounts()) {
            List<String> readers = spread.readers(account);
            if (readers.isEmpty()) {
                free.add(account);
            } else {
                spread.keep(account, readers);
            }
        }
        free.forEach(spread::giveAway);
        while (spread.evenOut()) {
            // one account at a time
        }
        return spread.given;
    }

    private SortedSet<String> accounts() {
        SortedSet<String> accounts = new TreeSet<>();
        members.values().forEach(member -> accounts.addAll(member.known()));
        return accounts;
    }

    private List<String> readers(String account) {
        return members.keySet().stream()
                .filter(member -> member(member).held().contains(account))
                .toList();
    }

    /** Where two read it, which must not be, one of them goes on. */
    private void keep(String account, List<String> readers) {
        readers.stream()
                .filter(member -> member(member).known().contains(account))
                .findFirst()
                .ifPresent(member -> give(account, member));
    }

    private void giveAway(String account) {
        idlest(account).ifPresent(member -> give(account, member));
    }

    private void give(String account, String member) {
        given(member).add(account);
        load.merge(member, 1, Integer::sum);
    }

    /** Moves one account from an instance that has two more than another could have; false where there is none. */
    private boolean evenOut() {
        List<String> busiestFirst = members.keySet().stream()
                .sorted(Comparator.comparing((String member) -> -load(member)))
                .toList();
        for (String from : busiestFirst) {
            for (String account : given(from)) {
                Optional<String> to = idlest(account).filter(member -> load(member) + 1 < load(from));
                if (to.isPresent()) {
                    move(account, from, to.get());
                    return true;
                }
            }
        }
        return false;
    }

    private void move(String account, String from, String to) {
        given(from).remove(account);
        load.merge(from, -1, Integer::sum);
        load.merge(to, 1, Integer::sum);
        if (readers(account).isEmpty()) {
            given(to).add(account);
        }
    }

    private Optional<String> idlest(String account) {
        return members.keySet().stream()
                .filter(member -> member(member).known().contains(account))
                .min(Comparator.comparing(this::load));
    }

    private int load(String member) {
        return load.getOrDefault(member, 0);
    }

    private Membership member(String name) {
        return members.getOrDefault(name, Membership.of(null));
    }

    private SortedSet<String> given(String member) {
        return given.computeIfAbsent(member, name -> new TreeSet<>());
    }
}
