package io.jststream.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jststream.integration.RecordHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * What was last published per key of one account, as hashes, and which of the keys the reading under way has seen. Not
 * thread-safe: each raw topic has one, used by one sweep at a time.
 */
final class KnownContent {
    private final int most;
    private ContentIndex index = new ContentIndex();
    /** What was known before the index was full for the last time; empty where it is never full. */
    private ContentIndex older = new ContentIndex();
    /** The first and the last key that the reading under way has been shown; empty where it has been shown nothing. */
    private List<String> ends = List.of();
    /** What pages have shown since everything was read from the topic, for whoever forgets the rest again. */
    private Optional<KnownContent> shown = Optional.empty();

    KnownContent() {
        this(Integer.MAX_VALUE);
    }

    private KnownContent(int most) {
        this.most = most;
    }

    /** One that forgets what it took in first: it knows at least as many keys as said, and at most twice as many. */
    static KnownContent recent(int most) {
        return new KnownContent(most);
    }

    /** Reads the whole topic up to where it ends now. */
    static KnownContent rebuild(KafkaClients clients, String topic, String account) {
        KnownContent known = new KnownContent();
        WholeTopic.read(clients, topic, published -> {
            // Whoever deletes the row of a key that two accounts have deletes it for both.
            if (isOf(account, published) || isEnd(published)) {
                known.take(published);
            }
        });
        return known;
    }

    /** From here on remembers beside it what pages show; {@link #shown} is that. */
    KnownContent rememberShown(int most) {
        shown = Optional.of(recent(most));
        return this;
    }

    /** What pages have shown, and nothing that is only known from the topic. */
    Optional<KnownContent> shown() {
        return shown;
    }

    /** A record that does not say whose it is counts as everybody's. */
    static boolean isOf(String account, ConsumerRecord<byte[], byte[]> published) {
        Header header = published.headers().lastHeader(RecordHeaders.ACCOUNT);
        return header == null || account.equals(new String(header.value(), UTF_8));
    }

    private static boolean isEnd(ConsumerRecord<byte[], byte[]> published) {
        return published.value() == null || published.headers().lastHeader(RecordHeaders.GONE_AT) != null;
    }

    private void take(ConsumerRecord<byte[], byte[]> published) {
        if (isEnd(published)) {
            index.remove(published.key());
        } else {
            index.put(published.key(), Canonical.hash(published.value()));
        }
    }

    /** A new reading begins: nothing has been seen. */
    void forgetSeen() {
        index.clearMarks();
        ends = List.of();
    }

    /** What stands on the page, compared with what is known; known keys count as seen from here on. */
    PageContent compare(List<byte[]> records, List<String> keyFields) {
        PageContent.Builder content = new PageContent.Builder();
        records.forEach(record -> content.add(record, keyFields));
        List<PageContent.Item> items = content.items();
        for (PageContent.Item item : items) {
            int entry = index.find(item.key());
            int olderEntry = entry < 0 ? older.find(item.key()) : entry;
            if (olderEntry < 0) {
                content.added(item, others(key(item)).toList());
            } else if (entry < 0) {
                content.found(item, older.content(olderEntry), false);
            } else {
                content.found(item, index.content(entry), index.marked(entry));
                index.mark(entry);
            }
        }
        if (!items.isEmpty()) {
            String last = key(items.get(items.size() - 1));
            ends = List.of(ends.isEmpty() ? key(items.get(0)) : ends.get(0), last);
        }
        // Whoever cannot publish the page forgets all of this.
        shown.ifPresent(recent -> recent.put(items));
        return content.build();
    }

    private static String key(PageContent.Item item) {
        return new String(item.key(), UTF_8);
    }

    /** The first and the last key that the reading under way has been shown, each once. */
    List<String> ends() {
        return ends.stream().distinct().toList();
    }

    /** Takes note of what has been committed. */
    void put(PageContent published) {
        put(published.toPublish());
        // What comes back under its old key has to be published again, whatever stood there then.
        published.respelled().stream()
                .filter(other -> !marked(other))
                .forEach(other -> index.put(other.getBytes(UTF_8), ContentHash.OF_NOTHING));
    }

    private void put(List<PageContent.Item> items) {
        items.forEach(item -> index.mark(index.put(item.key(), item.content())));
        if (index.size() >= most) {
            older = index;
            index = new ContentIndex();
        }
    }

    /** Takes note of what has been committed as gone. */
    void removeAll(List<String> keys) {
        keys.forEach(key -> index.remove(key.getBytes(UTF_8)));
    }

    /** Whether the reading under way has seen the key, or another one of the same row. */
    boolean seen(String key) {
        return marked(key) || others(key).anyMatch(this::marked);
    }

    private boolean marked(String key) {
        int entry = index.find(key.getBytes(UTF_8));
        return entry >= 0 && index.marked(entry);
    }

    /** Known keys that name the same row in other types. */
    private Stream<String> others(String key) {
        return KeyTexts.others(key).stream().filter(other -> index.find(other.getBytes(UTF_8)) >= 0);
    }

    /** The keys of whose rows the reading under way has seen nothing. */
    List<String> unseen() {
        return IntStream.range(0, index.size())
                .filter(entry -> !index.marked(entry))
                .mapToObj(entry -> new String(index.key(entry), UTF_8))
                .filter(key -> !seen(key))
                .toList();
    }

    /** Number of keys. */
    int size() {
        return index.size() + older.size();
    }
}
