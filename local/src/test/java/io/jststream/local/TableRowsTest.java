package io.jststream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jststream.integration.Target;
import io.jststream.integration.catalog.Catalog;
import io.jststream.local.embedded.Ports;
import io.jststream.service.ExitCode;
import io.jststream.service.OperatorException;
import io.jststream.service.Secret;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TableRowsTest {
    private static final Target SHOPS =
            Catalog.load(Path.of("../catalog")).get(0).target();

    @Test
    void aDatabaseThatIsAwayIsOneClearMessage() {
        String url = "jdbc:mysql://" + Ports.HOST + ":" + Ports.claim(0, "nobody") + "/bi";

        OperatorException error =
                assertThrows(OperatorException.class, () -> new TableRows(url, "u", new Secret("p")).read(SHOPS));

        assertEquals(ExitCode.ENVIRONMENT, error.exitCode());
        assertTrue(error.getMessage().startsWith("table shops cannot be read: "), error.getMessage());
        assertEquals(1, error.getMessage().lines().count());
    }

    @Test
    void aMissingColumnComesWithTheStatementThatAddsIt() {
        SQLException missing = new SQLException("Unknown column 'nick' in 'SELECT'", "42S22");

        String message = TableRows.message(SHOPS, missing);

        assertTrue(message.contains("ALTER TABLE `shops` ADD COLUMN `nick` varchar(255) NULL adds it"), message);
        assertTrue(message.contains("make clean"), message);
    }
}
