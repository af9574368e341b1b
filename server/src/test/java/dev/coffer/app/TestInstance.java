package dev.coffer.app;

import dev.coffer.result.SqlMessage;
import dev.coffer.session.Session;
import dev.coffer.work.Cancellation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real instance in a fresh folder, opened when it is first asked for. Registered with {@code @RegisterExtension} on a
 * field of the test's object it lives as long as one test. On a static field, made by {@link #forAllTests()}, it lives
 * as long as the class: after each test its sessions are closed and its databases dropped, what the test left in master
 * stays.
 */
public final class TestInstance implements AfterEachCallback, AfterAllCallback {

    private final Life life;
    private final TestFolder folder = new TestFolder();
    private @Nullable Instance instance;
    private final List<Session> sessions = new ArrayList<>();

    private enum Life {
        ONE_TEST,
        ALL_TESTS
    }

    /** For one test. */
    public TestInstance() {
        this(Life.ONE_TEST);
    }

    private TestInstance(Life life) {
        this.life = life;
    }

    /** For all tests of a class. */
    public static TestInstance forAllTests() {
        return new TestInstance(Life.ALL_TESTS);
    }

    /** Opens it on first use. */
    public Instance instance() {
        if (instance == null) {
            try {
                instance = Instance.open(settings());
            } catch (InstanceFailure failed) {
                throw new AssertionError(failed.getMessage(), failed);
            }
        }
        return instance;
    }

    public InstanceSettings settings() {
        return InstanceSettings.of(dataFolder(), "TEST")
                .withSealFile(folder.path().resolve("seal/instance.key"));
    }

    public Path dataFolder() {
        return folder.path().resolve("data");
    }

    /** A folder of the test's own, outside the data folder. */
    public Path folder() {
        return folder.path();
    }

    /** A session of its own; closed after the test. */
    public Session newSession() {
        Session session = instance().newSession();
        sessions.add(session);
        return session;
    }

    /** Runs a batch in a session and returns everything it answered. */
    public static Answers run(Session session, String batch) {
        Answers answers = new Answers();
        session.execute(batch, answers, Cancellation.never());
        return answers;
    }

    /** Runs batches in a new session of their own; none may answer an error. */
    public Answers run(String... batches) {
        Answers last = new Answers();
        try (Session session = instance().newSession()) {
            for (String batch : batches) {
                last = run(session, batch);
                List<SqlMessage> errors = last.errors();
                if (!errors.isEmpty()) {
                    throw new AssertionError(batch + "\n" + errors);
                }
            }
        }
        return last;
    }

    /** Closes it cleanly; the next use opens it again on the same folder. */
    public void stop() {
        closeSessions();
        if (instance != null) {
            instance.close();
            instance = null;
        }
    }

    private void closeSessions() {
        sessions.forEach(Session::close);
        sessions.clear();
    }

    private void dropDatabases() {
        for (List<@Nullable Object> row :
                run("SELECT name FROM sys.databases WHERE database_id > 4").rows(0)) {
            run("DROP DATABASE [" + row.get(0) + "]");
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (life == Life.ONE_TEST) {
            stop();
            folder.delete();
        } else if (instance != null) {
            closeSessions();
            dropDatabases();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        stop();
        folder.delete();
    }
}
