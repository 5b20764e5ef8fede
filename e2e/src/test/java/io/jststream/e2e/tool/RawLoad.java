package io.jststream.e2e.tool;

import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes a long history straight into the raw topic of the shops, in transactions as the producer does: several versions of every shop. */
@SuppressWarnings("FutureReturnValueIgnored") // the commit fails where a record did
public final class RawLoad implements AutoCloseable {
    private static final String TOPIC = "jst.shops.raw";
    /** Shops start here, so that they are nobody else's. */
    private static final int FIRST = 50_000_000;

    private static final int RECORDS_A_TRANSACTION = 10_000;

    private final KafkaProducer<String, @Nullable String> producer;
    private int open;

    public RawLoad(Properties kafka) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.setProperty("transactional.id", "raw-load");
        properties.setProperty("linger.ms", "20");
        properties.setProperty("batch.size", "131072");
        properties.setProperty("compression.type", "lz4");
        producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
    }

    /** The next versions of the first so many shops: first version 1 of all of them, then version 2, to the last. */
    public RawLoad versions(int shops, int first, int last) {
        for (int version = first; version <= last; version++) {
            for (int shop = 0; shop < shops; shop++) {
                send(key(shop), value(shop, version));
            }
        }
        commit();
        return this;
    }

    /** One record; visible when the next batch is complete, or after {@link #commit}. */
    public void send(String key, @Nullable String value) {
        if (open++ == 0) {
            producer.beginTransaction();
        }
        producer.send(new ProducerRecord<>(TOPIC, key, value));
        if (open == RECORDS_A_TRANSACTION) {
            commit();
        }
    }

    void commit() {
        if (open > 0) {
            producer.commitTransaction();
            open = 0;
        }
    }

    /** Leaves records behind that nobody may see. */
    public void abort(int shops) {
        commit();
        producer.beginTransaction();
        for (int shop = 0; shop < shops; shop++) {
            producer.send(new ProducerRecord<>(TOPIC, key(shop), value(shop, 99)));
        }
        producer.flush();
        producer.abortTransaction();
    }

    public static String key(int shop) {
        return "{\"shop_id\":" + (FIRST + shop) + "}";
    }

    public static String value(int shop, int version) {
        return "{\"shop_id\":%d,\"shop_name\":\"店铺 %d\",\"short_name\":\"version %d\",\"shop_site\":\"淘宝天猫\",\"created\":\"2023-01-03 09:43:26.487\"}"
                .formatted(FIRST + shop, shop, version);
    }

    public static int shop(String id) {
        return Integer.parseInt(id) - FIRST;
    }

    /** What the mapping makes of that version. */
    public static String typed(int shop, int version) {
        return ("{\"shop_id\":%d,\"shop_name\":\"店铺 %d\",\"co_id\":null,\"shop_site\":\"淘宝天猫\",\"shop_url\":null,"
                        + "\"created\":\"2023-01-03 09:43:26.487\",\"nick\":null,\"session_expired\":null,"
                        + "\"session_uid\":null,\"short_name\":\"version %d\",\"group_id\":null,\"group_name\":null}")
                .formatted(FIRST + shop, shop, version);
    }

    @Override
    public void close() {
        producer.close();
    }
}
