package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page compared with what is known.
 *
 * @param toPublish records that are new or changed, each key once, in the order of the page
 * @param changes how many there are of each sort; a record whose key stands again later on the page counts as unchanged
 * @param distinct keys that this reading has not met before
 * @param twice records whose key stands again later on the same page
 * @param repeated keys that this reading has met on an earlier page, with the content that they had there
 * @param repeatedOther keys that it has met on an earlier page, with another content
 * @param respelled known keys that name the row of a record whose own key is not known
 * @param sum what the page adds to the content of all pages
 * @param fingerprint the page's content, for telling whether another page is the same; nothing for an empty page
 */
public record PageContent(
        List<Item> toPublish,
        Changes changes,
        int distinct,
        int twice,
        int repeated,
        int repeatedOther,
        List<String> respelled,
        ContentSum sum,
        ContentSum fingerprint) {
    public PageContent {
        toPublish = List.copyOf(toPublish);
        respelled = List.copyOf(respelled);
    }

    /** One record, its raw key and the hash of its content. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Item(byte[] key, byte[] record, ContentHash content) {}

    /** Gathers the records of a page, then what is known of each. */
    static final class Builder {
        private final Map<String, Item> items = new LinkedHashMap<>();
        private final List<Item> toPublish = new ArrayList<>();
        private final List<String> respelled = new ArrayList<>();
        private ContentSum sum = ContentSum.NONE;
        private ContentSum fingerprint = ContentSum.NONE;
        private int records;
        private int added;
        private int changed;
        private int repeated;
        private int repeatedOther;

        void add(byte[] record, List<String> keyFields) {
            JsonNode json = Canonical.parse(record);
            ContentHash content = Canonical.hash(record, json);
            String key = RawKey.of(json, keyFields, content);
            records++;
            // Where a key stands twice, the later record counts.
            items.put(key, new Item(key.getBytes(UTF_8), record, content));
            fingerprint = fingerprint.plus(content);
        }

        /** What stands on the page, each key once. */
        List<Item> items() {
            return List.copyOf(items.values());
        }

        /** @param others known keys that name its row in other types */
        void added(Item item, List<String> others) {
            added++;
            toPublish.add(item);
            respelled.addAll(others);
            sum = sum.plus(item.content());
        }

        void found(Item item, ContentHash known, boolean seen) {
            boolean same = item.content().equals(known);
            sum = sum.plus(item.content());
            if (!same) {
                changed++;
                toPublish.add(item);
            }
            if (seen) {
                // What was seen before has been published, so the known content is that of the earlier page.
                sum = sum.minus(known);
                repeated += same ? 1 : 0;
                repeatedOther += same ? 0 : 1;
            }
        }

        PageContent build() {
            return new PageContent(
                    toPublish,
                    new Changes(added, changed, records - added - changed),
                    items.size() - repeated - repeatedOther,
                    records - items.size(),
                    repeated,
                    repeatedOther,
                    respelled,
                    sum,
                    fingerprint);
        }
    }
}
