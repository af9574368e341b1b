package dev.coffer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.HostedDatabase.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every engine promises, whatever it runs on. */
public abstract class EngineContract {

    @TempDir
    protected Path folder;

    /** The engine under test; lives as long as the test class. */
    protected abstract Engine engine();

    protected final DatabaseHome newHome(String name) {
        return engine().homeIn(UUID.randomUUID(), folder.resolve(name));
    }

    protected static String ask(HostedDatabase database, Role role, String sql) throws Exception {
        try (Connection connection = database.connect(role)) {
            return ask(connection, sql);
        }
    }

    protected static String ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }

    protected static void run(HostedDatabase database, Role role, String... statements) throws Exception {
        try (Connection connection = database.connect(role);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void aDatabaseKeepsItsRowsWhenItIsStoppedAndOpenedAgain() throws Exception {
        DatabaseHome home = newHome("kept");
        engine().create(home);
        HostedDatabase database = engine().open(home);
        run(database, Role.UNPRIVILEGED, "CREATE TABLE dbo.t (a int)", "INSERT INTO dbo.t VALUES (42)");
        database.stop();
        assertThat(engine().open(home)).isSameAs(database);
        assertThat(ask(database, Role.UNPRIVILEGED, "SELECT a FROM dbo.t")).isEqualTo("42");
        LiveDatabase.DatabaseSize size = database.size();
        assertThat(size.dataBytes()).isPositive();
        assertThat(size.logBytes()).isPositive();
        engine().discard(home);
    }

    @Test
    void stoppingEndsConnections() throws Exception {
        DatabaseHome home = newHome("stopped");
        engine().create(home);
        HostedDatabase database = engine().open(home);
        try (Connection connection = database.connect(Role.OWNER)) {
            assertThat(ask(connection, "SELECT 1")).isEqualTo("1");
            database.stop();
            assertThatThrownBy(() -> ask(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        engine().discard(home);
    }

    @Test
    void aHomeThatIsNotEmptyIsLeftAsItIs() throws Exception {
        DatabaseHome home = newHome("taken");
        Files.createDirectories(home.dataFolder());
        Files.writeString(home.dataFolder().resolve("mine.txt"), "precious");
        assertThatThrownBy(() -> engine().create(home)).isInstanceOf(EngineException.class);
        assertThat(home.dataFolder().resolve("mine.txt")).hasContent("precious");
    }

    @Test
    void aFolderOfAnotherDatabaseIsNotOpened() throws Exception {
        DatabaseHome home = newHome("mine");
        engine().create(home);
        DatabaseHome other = engine().homeIn(UUID.randomUUID(), home.dataFolder());
        assertThatThrownBy(() -> engine().open(other)).isInstanceOf(EngineException.class);
        engine().discard(home);
    }

    @Test
    void discardingLeavesNothingAndMayBeRepeated() throws Exception {
        DatabaseHome home = newHome("gone");
        engine().create(home);
        HostedDatabase database = engine().open(home);
        assertThat(ask(database, Role.OWNER, "SELECT 1")).isEqualTo("1");
        engine().discard(home);
        assertThat(home.dataFolder()).doesNotExist();
        engine().discard(home);
        assertThatThrownBy(() -> engine().open(home)).isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> database.connect(Role.OWNER)).isInstanceOf(EngineException.class);
    }
}
