package io.jststream.bench.parts;

import io.jststream.local.embedded.EmbeddedDatabase;
import io.jststream.service.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The server of {@code make run}, a child of this process. */
record MariaDb(EmbeddedDatabase database) implements Server {
    static MariaDb start(Path folder) {
        return new MariaDb(EmbeddedDatabase.start(folder, 0, new Secret("bench")));
    }

    @Override
    public String jdbcUrl() {
        return database.jdbcUrl();
    }

    @Override
    public String user() {
        return database.user();
    }

    @Override
    public Secret password() {
        return database.password();
    }

    /** Left to itself it takes the server for a MySQL 8 and writes {@code INSERT … AS new}, which MariaDB does not understand. */
    @Override
    public Map<String, String> debeziumOverrides() {
        return Map.of("hibernate.dialect", "org.hibernate.dialect.MariaDBDialect");
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of();
    }

    @Override
    public void close() {
        database.close();
    }
}
