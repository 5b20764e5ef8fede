package io.jststream.local.embedded;

import io.jststream.service.Secret;
import java.nio.file.Path;

/** The three parts, started together on one folder. */
record Parts(EmbeddedBroker broker, EmbeddedDatabase database, EmbeddedConnect connect) implements AutoCloseable {
    private static final Secret PASSWORD = new Secret("it's a \\secret");

    static Parts start(Path folder, int databasePort) {
        EmbeddedDatabase database = startDatabase(folder, databasePort);
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0);
        return new Parts(broker, database, EmbeddedConnect.start(broker.bootstrapServers(), 0));
    }

    static EmbeddedDatabase startDatabase(Path folder, int port) {
        return EmbeddedDatabase.start(folder.resolve("database"), port, PASSWORD);
    }

    @Override
    public void close() {
        connect.close();
        broker.close();
        database.close();
    }
}
