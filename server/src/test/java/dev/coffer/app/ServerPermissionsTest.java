package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.result.Client;
import dev.coffer.session.Session;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Only members of sysadmin end others' sessions, or the server. */
class ServerPermissionsTest {

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    @Test
    void othersAreRefused() {
        AtomicInteger ended = new AtomicInteger();
        test.instance().onShutdown(patience -> ended.incrementAndGet());
        Session victim = test.newSession();
        try (Session guest =
                test.instance().newSession("guest", Session.DoubleQuotes.NAMES, id -> Client.local(id, "HOST"))) {
            String kill = "KILL " + victim.sessionId();
            assertThat(errors(guest, kill)).containsExactly(6102);
            assertThat(errors(guest, kill + " WITH STATUSONLY")).containsExactly(6102);
            assertThat(errors(guest, "SHUTDOWN")).containsExactly(6004);
            assertThat(errors(guest, "SHUTDOWN WITH NOWAIT")).containsExactly(6004);
        }
        assertThat(ended).hasValue(0);
        assertThat(errors(victim, "SELECT 1")).isEmpty();
        try (Session administrator =
                test.instance().newSession("SA", Session.DoubleQuotes.NAMES, id -> Client.local(id, "HOST"))) {
            assertThat(errors(administrator, "KILL " + victim.sessionId())).isEmpty();
            assertThat(errors(administrator, "SHUTDOWN")).isEmpty();
        }
        assertThat(ended).hasValue(1);
    }

    private static Iterable<Integer> errors(Session session, String batch) {
        Answers answers = TestInstance.run(session, batch);
        return answers.errorNumbers();
    }
}
