package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.catalog.Catalog;
import dev.coffer.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InstanceTest {

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    @Test
    void oneInstanceOwnsADataFolderUntilItIsClosed() {
        try (Session session = test.newSession()) {
            assertThat(session.database()).isEqualTo("master");
        }
        assertThatThrownBy(() -> Instance.open(test.settings()))
                .isInstanceOf(InstanceInUse.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid());
        test.stop();
        assertThat(test.dataFolder().resolve("instance.owner")).doesNotExist();
        assertThat(test.newSession().database()).isEqualTo("master");
    }

    @Test
    void aFirstStartThatWasKilledBeginsAnew() throws IOException {
        Path master = test.dataFolder().resolve("master");
        Files.createDirectories(master.resolve("half"));
        Files.writeString(master.resolve("database.id"), Catalog.MASTER_ID.toString());
        Files.writeString(test.dataFolder().resolve("master.unfinished"), "");
        test.instance();
        assertThat(master.resolve("half")).doesNotExist();
        assertThat(test.dataFolder().resolve("master.unfinished")).doesNotExist();
    }

    @Test
    void aFailedStartGivesTheFolderBack() throws IOException {
        Path inTheWay = test.dataFolder().resolve("master");
        Files.createDirectories(test.dataFolder());
        Files.writeString(inTheWay, "not a folder");
        assertThatThrownBy(() -> Instance.open(test.settings())).isInstanceOf(InstanceFailure.class);
        Files.delete(inTheWay);
        test.instance();
    }
}
