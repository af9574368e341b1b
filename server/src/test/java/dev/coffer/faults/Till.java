package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.engine.postgres.LiveCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The instance that histories happen to, as a process of its own that can be killed, and notes of what it was told. */
final class Till implements AutoCloseable {

    private static final Pattern ROW = Pattern.compile("^([0-9]+) ([0-9]+) ?([0-9]*)$", Pattern.MULTILINE);
    private static final int PAD_REPEATS = 40;
    private static final int TOLD_CHARACTERS = 300;

    private final Path folder;
    private final Path data;
    private final List<String> told = new ArrayList<>();
    private CofferProcess coffer;

    Till(Path folder) throws IOException {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.coffer = start();
    }

    private CofferProcess start() throws IOException {
        return CofferProcess.start(data, folder.resolve("seal/instance.key"));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** As much of a text as shows what it is. */
    private void tell(String text) {
        told.add(text.lines()
                .map(line -> line.length() > TOLD_CHARACTERS ? line.substring(0, TOLD_CHARACTERS) + "..." : line)
                .collect(Collectors.joining("\n")));
    }

    /** Everything since the last call, statement by statement. */
    String told() {
        String all = String.join("\n", told);
        told.clear();
        return all;
    }

    void note(String text) {
        tell("-- " + text);
    }

    /** An error fails the test. */
    void done(String batch) throws InterruptedException {
        tell(batch);
        coffer.done(batch);
    }

    /** Numbers of the errors. */
    List<Integer> refused(String batch) throws InterruptedException {
        tell(batch);
        List<Integer> numbers = CofferProcess.errorNumbers(coffer.run(batch));
        note("answered " + numbers);
        return numbers;
    }

    /** What such a table holds, with what makes its rows long. */
    static String row(int id, int value) {
        return "(" + id + ", " + value + ", '" + pad(value) + "')";
    }

    static String pad(int value) {
        return Integer.toString(value).repeat(value % PAD_REPEATS);
    }

    /** A step of a restore that leaves the database to be read, unless it waits for a point to stop at. */
    String standby(String step) {
        return step.replace("NORECOVERY", "STANDBY = '" + file("undo") + "'");
    }

    SortedMap<Integer, Integer> rows(String database) throws InterruptedException {
        String answers = coffer.done("SELECT Id, Value, Pad FROM " + database + ".dbo.Entry ORDER BY Id");
        SortedMap<Integer, Integer> rows = new TreeMap<>();
        Matcher found = ROW.matcher(answers);
        while (found.find()) {
            int value = Integer.parseInt(found.group(2));
            assertThat(found.group(3)).isEqualTo(pad(value));
            rows.put(Integer.valueOf(found.group(1)), value);
        }
        return rows;
    }

    boolean isListed(String database) throws IOException, SQLException {
        return !master("SELECT 1 FROM coffer.database WHERE name = '" + database + "'")
                .isEmpty();
    }

    boolean isOnline(String database) throws IOException, SQLException {
        return !master("SELECT 1 FROM coffer.database WHERE state = 'ONLINE' AND name = '" + database + "'")
                .isEmpty();
    }

    /** Whether the history lists a set in that file. */
    boolean isRecorded(Path file) throws IOException, SQLException {
        return !master("SELECT 1 FROM coffer.backup_set JOIN coffer.media_family USING (media_set_id)"
                        + " WHERE physical_device_name = '" + file + "'")
                .isEmpty();
    }

    private List<String> master(String sql) throws IOException, SQLException {
        return Bank.ask(data.resolve("master"), sql);
    }

    /** On the server itself, what T-SQL has no words for. */
    void asOwner(String database, String sql) throws Exception {
        tell("-- owner: " + sql);
        rows(database);
        Bank.execute(Bank.folder(data, database), sql);
    }

    /** kill -9 of the database's server; connections to it are lost, which the first to use one is told. */
    void killServer(String database) throws Exception {
        note("kill -9 of the server");
        rows(database);
        Path home = Bank.folder(data, database);
        long server = LiveCluster.postmaster(home);
        assertThat(new ProcessBuilder("kill", "-9", Long.toString(server))
                        .start()
                        .waitFor())
                .isZero();
        coffer.run("SELECT COUNT(*) FROM " + database + ".dbo.Entry");
    }

    /** kill -9 of the instance, that long after it was told to do something; then it starts again. */
    void killWhile(String batch, long nanos) throws Exception {
        tell(batch);
        note("kill -9 after " + TimeUnit.NANOSECONDS.toMicros(nanos) + " microseconds");
        coffer.send(batch);
        TimeUnit.NANOSECONDS.sleep(nanos);
        restart();
    }

    void restart() throws Exception {
        coffer.kill();
        coffer = start();
        coffer.done("PRINT 'again'");
    }

    void forget(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        coffer.close();
    }
}
