package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log as a server sends it with a backup, whole and not: the last checkpoint of a new cluster. */
class ReceivedLogTest {

    private static final WalSegments SEGMENTS = new WalSegments(1 << 20);

    @TempDir
    Path folder;

    private String name = "";
    private byte[] segment = new byte[0];
    private long systemId;
    private long start;

    @BeforeEach
    void begin() throws Exception {
        try (PostgresEngine engine =
                new PostgresEngine(PostgresSettings.defaults(System.getenv()), new SecureRandom())) {
            DatabaseHome home = engine.homeIn(UUID.randomUUID(), folder.resolve("home"));
            engine.create(home);
            Path data = new ClusterFolder(home).dataDirectory();
            ControlFile control = ControlFile.read(data);
            systemId = control.systemId();
            start = control.redoLsn();
            name = SEGMENTS.name(1, SEGMENTS.numberOf(start));
            segment = Files.readAllBytes(data.resolve("pg_wal").resolve(name));
        }
    }

    private ReceivedLog received(long ofSystem, byte[] content) {
        ReceivedLog log = new ReceivedLog(SEGMENTS, ofSystem, 1, start);
        assertThat(log.begins("00000001.history")).isFalse();
        assertThat(log.begins(name.replaceFirst("00000001", "00000002"))).isFalse();
        assertThat(log.begins(name)).isTrue();
        // The pieces of a network end anywhere.
        for (int at = 0; at < content.length; at += 70_001) {
            log.bytes(content, at, Math.min(70_001, content.length - at));
        }
        return log;
    }

    private static void requireRefused(ReceivedLog log, long end, String why) {
        assertThatThrownBy(() -> log.requireUpTo(end))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(EngineException.Kind.DAMAGED))
                .hasMessageContaining(why);
    }

    @Test
    void wholeRecordsAreLog() {
        assertThatCode(() -> received(systemId, segment).requireUpTo(start + 1)).doesNotThrowAnyException();
    }

    @Test
    void whatEndsTooEarlyIsNone() {
        requireRefused(received(systemId, segment), SEGMENTS.startOf(SEGMENTS.numberOf(start) + 1), "ends at");
        requireRefused(received(systemId, new byte[0]), start + 1, "ends at");
    }

    @Test
    void aDamagedRecordIsNone() {
        byte[] damaged = segment.clone();
        damaged[(int) (start - SEGMENTS.startOf(SEGMENTS.numberOf(start))) + WalRecords.HEADER_BYTES] ^= 1;
        requireRefused(received(systemId, damaged), start + 1, "ends at");
    }

    @Test
    void theLogOfAnotherSystemIsNone() {
        requireRefused(received(systemId + 1, segment), start + 1, "is of another system");
    }
}
