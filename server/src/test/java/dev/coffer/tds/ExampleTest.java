package dev.coffer.tds;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.sqlserver.jdbc.ISQLServerConnection;
import dev.coffer.app.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The newcomer's script, batch by batch, over the wire. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ExampleTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Test
    void encryptedBackup() throws Exception {
        String script = Files.readString(Path.of("../examples/encrypted-backup.sql"));
        List<String> messages = new CopyOnWriteArrayList<>();
        List<String> rows = new ArrayList<>();
        try (Connection connection = SERVER.connect("strict");
                Statement statement = connection.createStatement()) {
            connection.unwrap(ISQLServerConnection.class).setServerMessageHandler(message -> {
                messages.add(message.getErrorNumber() + " " + message.getErrorMessage());
                return message;
            });
            for (String batch : script.split("(?m)^GO\\s*$")) {
                if (!batch.isBlank()) {
                    run(statement, batch, rows);
                }
            }
        }
        assertThat(rows).contains("1 Ångström & Søn 129.50", "2 Contoso 8.00", "3 Fabrikam 42.00");
        assertThat(messages)
                .anyMatch(message -> message.startsWith("3014 BACKUP DATABASE successfully processed"))
                .anyMatch(message -> message.startsWith("3014 RESTORE DATABASE successfully processed"));
    }

    /** An error of any batch throws. */
    private static void run(Statement statement, String batch, List<String> rows) throws Exception {
        boolean result = statement.execute(batch);
        while (result || statement.getUpdateCount() != -1) {
            if (result) {
                try (ResultSet set = statement.getResultSet()) {
                    while (set.next()) {
                        StringBuilder row = new StringBuilder();
                        for (int column = 1; column <= set.getMetaData().getColumnCount(); column++) {
                            row.append(column > 1 ? " " : "").append(set.getString(column));
                        }
                        rows.add(row.toString());
                    }
                }
            }
            result = statement.getMoreResults();
        }
    }
}
