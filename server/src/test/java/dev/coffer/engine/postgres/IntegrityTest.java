package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.Integrity;
import dev.coffer.engine.Integrity.Depth;
import dev.coffer.work.Cancellation;
import java.io.RandomAccessFile;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class IntegrityTest extends BankFixture {

    @Test
    void damageIsNamedAndNothingStaysBehind() throws Exception {
        HostedDatabase database = newDatabase("checked");
        run(database, Role.OWNER, "CHECKPOINT");
        Integrity sound = database.check(Depth.FULL, Cancellation.never());
        assertThat(sound.damages()).isEmpty();
        assertThat(sound.damagedPages()).isZero();
        assertThat(sound.tables()).extracting(Integrity.Table::name).contains("account");
        assertThat(number(database, "SELECT count(*) FROM pg_extension WHERE extname = 'amcheck'"))
                .isZero();

        String table = text(database, "SELECT pg_relation_filepath('dbo.account')");
        database.stop();
        flip(database, table);
        Integrity damaged = database.check(Depth.PHYSICAL, Cancellation.never());
        assertThat(damaged.damagedPages()).isOne();
        assertThat(damaged.damages())
                .anySatisfy(damage -> assertThat(damage.table()).isEqualTo("dbo.account"));
    }

    private static void flip(HostedDatabase database, String file) throws Exception {
        try (RandomAccessFile relation = new RandomAccessFile(
                database.home().dataFolder().resolve("cluster").resolve(file).toFile(), "rw")) {
            relation.seek(8000);
            int old = relation.read();
            relation.seek(8000);
            relation.write(old ^ 0x10);
        }
    }

    private static String text(HostedDatabase database, String query) throws Exception {
        try (Connection connection = database.connect(Role.OWNER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static long number(HostedDatabase database, String query) throws Exception {
        return Long.parseLong(text(database, query));
    }
}
