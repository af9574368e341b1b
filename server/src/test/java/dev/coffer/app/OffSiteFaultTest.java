package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.session.Session;
import dev.coffer.storage.FaultProxy;
import dev.coffer.storage.FaultProxy.Fault;
import dev.coffer.storage.FaultProxy.Script;
import dev.coffer.storage.azure.Azurite;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What BACKUP and RESTORE answer when an object store refuses, or answers nothing. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OffSiteFaultTest {

    /** A second or two; a busy machine may take longer, but never as long as a request may. */
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Behind the looks at the name. */
    private static final int FIRST_PART = 5;

    @RegisterExtension
    static final Azurite AZURITE = new Azurite();

    @RegisterExtension
    final TestInstance instance = new TestInstance();

    private final String container = "f" + UUID.randomUUID();
    private FaultProxy proxy;
    private String url = "";

    @BeforeEach
    void open() throws IOException {
        AZURITE.container(container);
        proxy = new FaultProxy(AZURITE.port(), Optional.empty());
        url = "http://127.0.0.1:" + proxy.port() + "/" + Azurite.ACCOUNT + "/" + container + "/";
        instance.run(
                "CREATE DATABASE shop",
                "CREATE CREDENTIAL vault WITH IDENTITY = '%s', SECRET = '%s'"
                        .formatted(Azurite.ACCOUNT, AZURITE.key()));
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    private String backup(String name) {
        return "BACKUP DATABASE shop TO URL = '" + url + name
                + "' WITH CREDENTIAL = 'vault', MAXTRANSFERSIZE = 1048576, COPY_ONLY";
    }

    private Answers run(String batch, Cancellation cancellation) {
        Answers answers = new Answers();
        try (Session session = instance.instance().newSession()) {
            session.execute(batch, answers, cancellation);
        }
        return answers;
    }

    private void requireRefused(Script script, int number, String said) {
        proxy.spoil(script);
        Answers answers = run(backup("refused.bak"), Cancellation.never());
        proxy.heal();
        assertThat(answers.errorNumbers()).as("%s: %s", script, answers.texts()).containsExactly(number, 3013);
        assertThat(answers.texts()).contains(said).contains("tried with the credential 'vault'");
        assertThat(AZURITE.client(container).listBlobs().stream().map(blob -> blob.getName()))
                .doesNotContain("refused.bak");
    }

    @Test
    void refusalsAreNamedAndWhatPassesIsTriedAgain() throws IOException {
        requireRefused(Script.once(Fault.DENIED, 1), 3201, "HTTP 403 AuthenticationFailed");
        requireRefused(Script.once(Fault.DENIED, FIRST_PART), 3201, "HTTP 403 AuthenticationFailed");
        requireRefused(Script.once(Fault.NOT_FOUND, FIRST_PART + 1), 3201, "HTTP 404 NoSuchThing");
        requireRefused(Script.once(Fault.CONFLICT, FIRST_PART + 2), 3295, "HTTP 409 Conflict");
        requireRefused(Script.once(Fault.QUOTA, FIRST_PART + 3), 3238, "HTTP 403 QuotaExceeded");
        assertThat(Files.readString(instance.dataFolder().resolve("log/errorlog")))
                .contains(
                        "Error: 18204, Severity: 16, State: 1.",
                        "Backup device '" + url + "refused.bak' failed to create.",
                        "Operating system error 5(Access is denied.).")
                .doesNotContain(AZURITE.key());
        proxy.spoil(Script.once(Fault.BUSY, FIRST_PART + 1));
        assertThat(run(backup("again.bak"), Cancellation.never()).errorNumbers())
                .isEmpty();
        assertThat(proxy.spoiltCount()).isEqualTo(1);
        proxy.heal();
        String from = "RESTORE DATABASE copy FROM URL = '" + url + "again.bak' WITH CREDENTIAL = 'vault'";
        proxy.spoil(Script.from(Fault.DENIED, 3));
        Answers cut = run(from, Cancellation.never());
        proxy.heal();
        assertThat(cut.errors()).isNotEmpty();
        assertThat(cut.texts()).contains("HTTP 403 AuthenticationFailed", "tried with the credential 'vault'");
        proxy.spoil(Script.once(Fault.CUT_ANSWER, 3));
        assertThat(run(from, Cancellation.never()).errorNumbers()).isEmpty();
    }

    /** @param request from which on the service answers nothing */
    private void requireCancelled(String batch, int request) throws InterruptedException {
        proxy.spoil(Script.from(Fault.STALL, request));
        Cancellation cancellation = new Cancellation();
        long[] cancelledAt = new long[1];
        Thread canceller = new Thread(() -> {
            try {
                proxy.awaitRequests(request);
                cancelledAt[0] = System.nanoTime();
                cancellation.cancel();
            } catch (InterruptedException unwanted) {
                Thread.currentThread().interrupt();
            }
        });
        canceller.start();
        Answers answers = run(batch, cancellation);
        long endedAt = System.nanoTime();
        canceller.join();
        proxy.heal();
        assertThat(answers.errorNumbers()).as(answers.texts()).containsExactly(3204, 3013);
        assertThat(endedAt - cancelledAt[0]).isLessThan(SOON_NANOS);
    }

    @Test
    void whoeverCancelsWaitsForNoService() throws Exception {
        assertThat(run(backup("whole.bak"), Cancellation.never()).errorNumbers())
                .isEmpty();
        String from = "FROM URL = '" + url + "whole.bak' WITH CREDENTIAL = 'vault'";
        requireCancelled(backup("slow.bak"), 1);
        requireCancelled(backup("slow.bak"), FIRST_PART + 2);
        requireCancelled("RESTORE DATABASE copy " + from, 1);
        requireCancelled("RESTORE DATABASE copy " + from, 4);
        requireCancelled("RESTORE VERIFYONLY " + from, 4);
        assertThat(instance.run("SELECT name FROM sys.databases WHERE name = 'copy'")
                        .rows(0))
                .isEmpty();
        assertThat(AZURITE.client(container).listBlobs().stream().map(blob -> blob.getName()))
                .containsExactly("whole.bak");
    }
}
