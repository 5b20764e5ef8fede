package io.jststream.sink;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Writes the typed records of a topic into a table of MySQL or MariaDB: upserts, and deletions for tombstones. */
public final class MySqlSinkConnector extends SinkConnector {
    private Map<String, String> config = Map.of();

    @Override
    public void start(Map<String, String> given) {
        config = given;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return MySqlSinkTask.class;
    }

    /** All tasks are alike: Connect shares the topic's partitions out among them, and a key stays on its partition. */
    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return Collections.nCopies(most, config);
    }

    @Override
    public void stop() {
        // its tasks have all that is open
    }

    @Override
    public ConfigDef config() {
        return SinkConfig.DEFINITION;
    }

    @Override
    public String version() {
        return SinkConfig.version();
    }
}
