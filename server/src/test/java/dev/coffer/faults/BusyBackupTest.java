package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.engine.postgres.LiveCluster;
import dev.coffer.work.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups of a database that is written to, and of one that was prepared to attack whoever restores it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BusyBackupTest {

    private static final int BALLAST_MEGABYTES = 16;
    private static final int WRITERS = 3;
    private static final int BACKUPS = 3;

    @RegisterExtension
    private final Seeds seeds = new Seeds();

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    private Path newBank() throws Exception {
        test.run("CREATE DATABASE bank", backup("probe"));
        Path bank = Bank.folder(test.dataFolder(), "bank");
        Bank.fill(bank, BALLAST_MEGABYTES);
        return bank;
    }

    private String backup(String file) {
        return "BACKUP DATABASE bank TO DISK = '" + test.folder().resolve(file + ".bak") + "'";
    }

    private Path restored(String file, String name) throws Exception {
        test.run(
                "RESTORE DATABASE " + name + " FROM DISK = '" + test.folder().resolve(file + ".bak") + "'",
                "BACKUP DATABASE " + name + " TO DISK = '" + test.folder().resolve("again.bak") + "' WITH FORMAT");
        return Bank.folder(test.dataFolder(), name);
    }

    @Test
    void whatIsRestoredAddsUpHoweverBusyTheWritersWere() throws Exception {
        Path bank = newBank();
        Random random = seeds.random();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong transfers = new AtomicLong();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Random own = new Random(random.nextLong());
                Callable<Void> writer = () -> {
                    transfer(bank, own, stop, transfers);
                    return null;
                };
                running.add(writers.submit(writer));
            }
            for (int i = 0; i < BACKUPS; i++) {
                long before = transfers.get();
                test.run(backup("busy" + i) + " WITH COMPRESSION");
                assertThat(transfers.get()).as("transfers during backup " + i).isGreaterThan(before);
            }
            stop.set(true);
            for (Future<Void> writer : running) {
                writer.get();
            }
        } finally {
            stop.set(true);
            writers.shutdown();
        }
        Bank.requireWhole(bank);
        for (int i = 0; i < BACKUPS; i++) {
            Bank.requireWhole(restored("busy" + i, "copy" + i));
        }
    }

    private static void transfer(Path bank, Random random, AtomicBoolean stop, AtomicLong transfers)
            throws IOException, SQLException {
        try (Connection connection = LiveCluster.connect(bank);
                PreparedStatement move =
                        connection.prepareStatement("UPDATE dbo.account SET balance = balance + ? WHERE id = ?")) {
            connection.setAutoCommit(false);
            while (!stop.get()) {
                int amount = 1 + random.nextInt(100);
                int from = 1 + random.nextInt(Bank.ACCOUNTS - 1);
                // In the order of their ids, so that no two wait for one another.
                int to = from + 1 + random.nextInt(Bank.ACCOUNTS - from);
                add(move, -amount, from);
                add(move, amount, to);
                connection.commit();
                transfers.incrementAndGet();
            }
        }
    }

    private static void add(PreparedStatement move, int amount, int id) throws SQLException {
        move.setInt(1, amount);
        move.setInt(2, id);
        move.executeUpdate();
    }

    @Test
    void whatABackupBringsAlongDoesNotRunWhereItIsRestored() throws Exception {
        Path bank = newBank();
        Path trace = Files.createDirectory(test.folder().resolve("trace"));
        Files.setPosixFilePermissions(trace, PosixFilePermissions.fromString("rwxrwxrwx"));
        String touch = "'touch " + trace.resolve("ran") + "'";
        Bank.execute(bank, "CREATE TABLE public.trace (a int)");
        Bank.execute(
                bank,
                "CREATE FUNCTION public.evil() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO public.trace VALUES (1); END $$");
        Bank.execute(bank, "CREATE EVENT TRIGGER evil ON login EXECUTE FUNCTION public.evil()");
        Bank.execute(bank, "ALTER EVENT TRIGGER evil ENABLE ALWAYS");
        Bank.execute(bank, "ALTER ROLE coffer_app SUPERUSER");
        Bank.execute(bank, "CREATE SCHEMA IF NOT EXISTS sys");
        Bank.execute(bank, "CREATE FUNCTION sys.upper(text) RETURNS text LANGUAGE sql AS $$ SELECT $1 $$");
        Files.writeString(
                bank.resolve("cluster/postgresql.auto.conf"),
                "archive_mode = on\narchive_command = " + touch + "\nrestore_command = " + touch
                        + "\nrecovery_end_command = " + touch + "\nshared_preload_libraries = 'nope'\n");
        test.run(backup("hostile"));
        Answers refused = TestInstance.run(
                test.newSession(),
                "RESTORE DATABASE cleansed FROM DISK = '" + test.folder().resolve("hostile.bak") + "'");
        assertThat(refused.errorNumbers()).containsExactly(49909, 3013);
        assertThat(refused.texts()).contains("event trigger evil, function public.evil()");
        assertThat(trace).isEmptyDirectory();
        // Without the code that could not be told from a user's, all else is put in order.
        Bank.execute(bank, "DROP EVENT TRIGGER evil");
        Bank.execute(bank, "DROP FUNCTION public.evil()");
        test.run(backup("hostile") + " WITH FORMAT");
        Path cleansed = restored("hostile", "cleansed");
        Bank.requireWhole(cleansed);
        assertThat(trace).isEmptyDirectory();
        assertThat(cleansed.resolve("postgresql.auto.conf.from-backup"))
                .as("set aside, so it was in the payload")
                .content()
                .contains("touch");
        assertThat(Bank.ask(cleansed, "SHOW archive_mode")).containsExactly("off");
        assertThat(Bank.ask(cleansed, "SELECT count(*) FROM public.trace")).containsExactly("0");
        assertThat(Bank.ask(cleansed, "SELECT count(*) FROM pg_proc WHERE oid = to_regprocedure('sys.upper(text)')"))
                .as("a helper that stands in for one of PostgreSQL's own")
                .containsExactly("0");
        assertThat(Bank.ask(cleansed, "SELECT rolsuper FROM pg_roles WHERE rolname = 'coffer_app'"))
                .containsExactly("f");
    }
}
