package dev.coffer.pipeline;

import dev.coffer.media.BackupKind;
import dev.coffer.media.MediaLabel;
import dev.coffer.media.SetCore;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Labels and drafts as a statement would make them. */
final class Drafts {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123Z");

    private Drafts() {}

    static MediaLabel label() {
        return new MediaLabel(UUID.randomUUID(), UUID.randomUUID(), 1, 1, 0, 1, "", "", NOW);
    }

    static SetDraft full() {
        SetCore.Database database = new SetCore.Database(
                "MyTestDB",
                UUID.randomUUID(),
                UUID.randomUUID(),
                NOW,
                "FULL",
                160,
                "Latin1_General_100_BIN2_UTF8",
                UUID.randomUUID(),
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO,
                List.of(new SetCore.DatabaseFile("MyTestDB", "/data/MyTestDB", 'D', 1, UUID.randomUUID(), 1)));
        return new SetDraft(
                UUID.randomUUID(),
                BackupKind.FULL,
                false,
                true,
                Optional.empty(),
                new SetCore.Text("", "", "sa", "COFFER", "host"),
                Optional.empty(),
                database,
                UUID.randomUUID(),
                Map.of());
    }
}
