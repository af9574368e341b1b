package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import dev.coffer.work.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FreeTDS's bcp: text files into tables, and out of them. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FreeBcpTest {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    private static Program.Outcome bcp(String version, String... words) throws Exception {
        Needs.require(Program.exists("freebcp"), "There is no freebcp; ./check installs it.");
        Path conf = SERVER.folder().resolve("freebcp.conf");
        Files.writeString(
                conf,
                "[coffer]\nhost = 127.0.0.1\nport = " + SERVER.port() + "\nencryption = require\ntds version = "
                        + version + "\nclient charset = UTF-8\n");
        List<String> command = new ArrayList<>(List.of("freebcp"));
        command.addAll(List.of(words));
        command.addAll(List.of("-S", "coffer", "-U", "sa", "-P", TestServer.PASSWORD, "-c"));
        return Program.run(command, Map.of("FREETDSCONF", conf.toString()), "");
    }

    private static void execute(String... texts) throws Exception {
        try (Connection connection = SERVER.connect("true");
                Statement statement = connection.createStatement()) {
            for (String text : texts) {
                statement.execute(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.4", "7.1"})
    void loadsATextFileAndWritesItBack(String version) throws Exception {
        String name = "bcp" + version.replace(".", "");
        execute(
                "CREATE DATABASE " + name,
                "USE " + name,
                "CREATE TABLE dbo.goods (id int NOT NULL, name nvarchar(40), price decimal(9, 2), seen datetime,"
                        + " note varchar(20), ratio float)");
        List<String> rows = new ArrayList<>();
        for (int id = 1; id <= 3000; id++) {
            rows.add(id + "\tимя " + id + "\t" + id + ".25\t2026-02-03 04:05:06.000\t" + (id % 2 == 0 ? "" : "odd")
                    + "\t0.5");
        }
        Path in = Files.write(SERVER.folder().resolve(name + ".in"), rows);
        Path out = SERVER.folder().resolve(name + ".out");
        Program.Outcome loaded = bcp(version, name + ".dbo.goods", "in", in.toString(), "-b", "1000");
        assertThat(loaded.text()).contains("3000 rows copied.");
        assertThat(bcp(version, name + ".dbo.goods", "out", out.toString()).text())
                .contains("3000 rows copied.");
        assertThat(Files.readAllLines(out)).hasSize(3000).allMatch(line -> line.contains(".25\t"));
    }

    @Test
    void sharesTheServersErrors() throws Exception {
        execute(
                "CREATE DATABASE bcpkeys",
                "USE bcpkeys",
                "CREATE TABLE dbo.keyed (id int NOT NULL PRIMARY KEY, name nvarchar(5))");
        Path in = Files.write(SERVER.folder().resolve("keyed.in"), List.of("1\ta", "1\tb"));
        assertThat(bcp("7.4", "bcpkeys.dbo.keyed", "in", in.toString()).text()).contains("Msg 2627, Level 14");
    }
}
