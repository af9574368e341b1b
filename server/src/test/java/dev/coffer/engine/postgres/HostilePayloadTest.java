package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.HostedDatabase;
import dev.coffer.engine.HostedDatabase.Role;
import dev.coffer.engine.RecoveryOrder.Identity;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.RestoreOrder.Part;
import dev.coffer.work.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** What a payload may not do. */
class HostilePayloadTest extends BankFixture {

    /** Rewrites a payload: more configuration, entries of the caller's choice, and a manifest that lists them. */
    static byte[] rewritten(byte[] payload, Map<String, String> added, TarArchiveEntry... odd) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(payload));
                TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
            ByteArrayOutputStream listing = new ByteArrayOutputStream();
            BackupManifest manifest = new BackupManifest(listing, 1);
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                if (!entry.getName().equals(BackupManifest.PATH) && !added.containsKey(entry.getName())) {
                    out.putArchiveEntry(entry);
                    out.write(content);
                    out.closeArchiveEntry();
                    if (entry.isFile() && !entry.getName().startsWith("pg_wal/")) {
                        manifest.file(entry.getName(), content.length, 0, crc(content));
                    }
                }
            }
            for (Map.Entry<String, String> more : added.entrySet()) {
                byte[] content = more.getValue().getBytes(StandardCharsets.ISO_8859_1);
                put(out, more.getKey(), content);
                manifest.file(more.getKey(), content.length, 0, crc(content));
            }
            for (TarArchiveEntry entry : odd) {
                out.putArchiveEntry(entry);
                out.closeArchiveEntry();
            }
            manifest.finish(1, 1, 2);
            put(out, BackupManifest.PATH, listing.toByteArray());
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream out, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    private static int crc(byte[] content) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    @Test
    void whatAForeignPayloadConfiguresDoesNotRun() throws Exception {
        HostedDatabase database = newDatabase("hostile");
        Path trace = folder.resolve("trace");
        Files.createDirectory(trace);
        Files.setPosixFilePermissions(trace, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        run(
                database,
                Role.OWNER,
                "CREATE TABLE public.login_trace (a int)",
                "CREATE FUNCTION public.evil() RETURNS event_trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN INSERT INTO public.login_trace VALUES (1); END $$",
                "CREATE EVENT TRIGGER evil ON login EXECUTE FUNCTION public.evil()",
                "ALTER EVENT TRIGGER evil ENABLE ALWAYS",
                "GRANT coffer TO coffer_app",
                "ALTER ROLE coffer_app CREATEROLE",
                "ALTER ROLE coffer SET session_preload_libraries = 'no_such_library'");
        byte[] payload = payloadOf(database);
        String touch = "touch " + trace.resolve("ran");
        byte[] hostile = rewritten(
                payload,
                Map.of(
                        "postgresql.auto.conf",
                        "archive_mode = on\narchive_command = '" + touch + "'\nshared_preload_libraries = 'nope'\n"
                                + "restore_command = '" + touch + "'\nrecovery_end_command = '" + touch + "'\n",
                        "postgresql.conf",
                        "shared_preload_libraries = 'nope'\n",
                        "standby.signal",
                        ""));
        DatabaseHome home = newHome("cleansed");
        restore(home, Identity.FRESH, hostile, Map.of());
        HostedDatabase restored = engine.open(home);
        requireInvariants(restored);
        assertThat(trace).isEmptyDirectory();
        assertThat(home.dataFolder().resolve("postgresql.auto.conf.from-backup"))
                .content()
                .contains("touch");
        assertThat(ask(restored, "SELECT count(*) FROM public.login_trace")).isEqualTo("0");
        assertThat(ask(restored, "SHOW archive_mode")).isEqualTo("off");
        assertThatThrownBy(() -> run(restored, Role.UNPRIVILEGED, "SET ROLE coffer"))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> run(restored, Role.UNPRIVILEGED, "CREATE ROLE r"))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aPayloadWithoutDataChecksumsIsRefused() throws Exception {
        HostedDatabase database = newDatabase("unchecked");
        byte[] payload = payloadOf(database);
        byte[] control = ControlFile.read(database.home().dataFolder().resolve("cluster"))
                .content();
        java.nio.ByteBuffer fields = java.nio.ByteBuffer.wrap(control).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        fields.putInt(252, 0);
        fields.putInt(292, crc(java.util.Arrays.copyOf(control, 292)));
        String content = new String(control, StandardCharsets.ISO_8859_1);
        DatabaseHome home = newHome("refused");
        assertThatThrownBy(() ->
                        restore(home, Identity.FRESH, rewritten(payload, Map.of(ControlFile.PATH, content)), Map.of()))
                .hasMessageContaining("without data checksums");
        assertThat(home.dataFolder()).doesNotExist();
    }

    private static TarArchiveEntry link(String name, String target) {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return entry;
    }

    @Test
    void anEntryThatABackupNeverHoldsIsRefusedAndNothingIsLeft() throws Exception {
        byte[] payload = payloadOf(newDatabase("plain"));
        TarArchiveEntry[] oddities = {
            link("base/out", "/etc"),
            link("pg_tblspc/1", "/etc"),
            new TarArchiveEntry("/etc/coffer-escaped", true),
            new TarArchiveEntry("../escaped", true),
            new TarArchiveEntry("base/../../escaped", true),
            new TarArchiveEntry("base//1", true),
            new TarArchiveEntry("PG_VERSION", true),
            new TarArchiveEntry("base/", true),
            new TarArchiveEntry("postmaster.pid", true),
            new TarArchiveEntry("nowhere/file", true),
            new TarArchiveEntry("base/fifo", TarConstants.LF_FIFO)
        };
        for (TarArchiveEntry odd : oddities) {
            DatabaseHome home = newHome("refused");
            assertThatThrownBy(() -> restore(home, Identity.FRESH, rewritten(payload, Map.of(), odd), Map.of()))
                    .as(odd.getName())
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.FORBIDDEN_CONTENT));
            assertThat(home.dataFolder()).doesNotExist();
        }
        assertThat(folder.resolve("escaped")).doesNotExist();
    }

    @Test
    void aPayloadOfAnotherBuildOrTooLargeIsRefusedBeforeAnythingIsWritten() throws Exception {
        DatabaseHome home = newHome("other");
        assertThatThrownBy(() -> restore(home, Identity.FRESH, new byte[0], Map.of(Facts.CATALOG_VERSION, "1")))
                .hasMessageContaining("The backup has catalog.version 1, this server needs 2025");
        assertThatThrownBy(() -> engine.layDown(
                        new RestoreOrder(home, Part.FULL, 1L << 60, Map.of()),
                        InputStream.nullInputStream(),
                        Cancellation.never()))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NO_SPACE));
        assertThat(home.dataFolder()).doesNotExist();
    }

    @Test
    void aCutOrChangedPayloadIsDamaged() throws Exception {
        byte[] payload = payloadOf(newDatabase("whole"));
        DatabaseHome home = newHome("cut");
        byte[] cut = java.util.Arrays.copyOf(payload, payload.length / 2);
        assertThatThrownBy(() -> restore(home, Identity.FRESH, cut, Map.of()))
                .isInstanceOfAny(IOException.class, EngineException.class);
        assertThat(home.dataFolder()).doesNotExist();
        byte[] changed = rewritten(payload, Map.of());
        int at = indexOf(changed, "PG_VERSION") + 512;
        changed[at] ^= 1;
        assertThatThrownBy(() -> restore(home, Identity.FRESH, changed, Map.of()))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DAMAGED));
        assertThat(home.dataFolder()).doesNotExist();
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }
}
