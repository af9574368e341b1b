package dev.coffer.cli;

import dev.coffer.bytes.Hex;
import dev.coffer.media.BackupSet;
import dev.coffer.media.Encryptor;
import dev.coffer.media.MediaFile;
import dev.coffer.media.MediaLabel;
import dev.coffer.media.SetCore;
import dev.coffer.media.SetTrailer;
import dev.coffer.media.Suite;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** The readable part of a media family in words an operator understands, or as JSON. */
final class SetReport {

    private final MediaLabel label;

    SetReport(MediaLabel label) {
        this.label = label;
    }

    void print(String file, MediaFile media, PrintStream out) {
        out.println(PlainText.of(file));
        line(out, "Media set", PlainText.guid(label.mediaSetGuid()) + named(label.name()));
        line(out, "Family", label.familyNumber() + " of " + label.familyCount());
        if (label.mirrorCount() > 1) {
            line(out, "Mirror", (label.mirrorNumber() + 1) + " of " + label.mirrorCount());
        }
        line(out, "Written", label.writtenAt().toString());
        line(out, "Sets", String.valueOf(media.sets().size()));
        for (BackupSet set : media.sets()) {
            out.println();
            print(set, out);
        }
    }

    private static void print(BackupSet set, PrintStream out) {
        SetCore core = set.core();
        SetTrailer trailer = set.trailer();
        out.println("  Set " + core.position() + ": " + kind(core) + " of database '"
                + PlainText.of(core.database().name()) + "'");
        optional(out, "Name", core.text().setName());
        optional(out, "Description", core.text().description());
        line(
                out,
                "Server",
                PlainText.of(core.text().serverName()) + ", machine "
                        + PlainText.of(core.text().machineName()) + ", by "
                        + PlainText.of(core.text().userName()));
        line(out, "Started", core.startedAt().toString());
        line(out, "Finished", trailer.finishedAt().toString());
        core.expiresAt().ifPresent(time -> line(out, "Expires", time.toString()));
        line(out, "Set GUID", PlainText.guid(core.setGuid()));
        line(out, "Database GUID", PlainText.guid(core.database().guid()));
        line(out, "First LSN", core.database().firstLsn().toString());
        line(out, "Last LSN", trailer.lastLsn().toString());
        line(out, "Payload", PlainText.size(trailer.payloadBytes()));
        line(
                out,
                "In the file",
                PlainText.size(set.sizeBytes()) + ", " + set.chunkCount() + " chunks, "
                        + core.codec().name().toLowerCase(Locale.ROOT));
        line(out, "Checksums", core.hasChecksums() ? "pages were checked" : "pages were not checked");
        if (trailer.damaged()) {
            line(out, "Damage", trailer.damagedPages() + " pages were damaged when the backup was taken");
        }
        for (Map.Entry<String, String> fact : core.engine().entrySet()) {
            line(out, PlainText.of(fact.getKey()), PlainText.of(fact.getValue()));
        }
        line(out, "Encryption", suite(core.suite()));
        for (Encryptor encryptor : core.encryptors()) {
            line(
                    out,
                    "  opened by",
                    recipient(encryptor) + " '" + PlainText.of(encryptor.name()) + "', thumbprint "
                            + Hex.literal(encryptor.thumbprint()) + ", key id " + Hex.literal(encryptor.keyId()));
        }
        line(out, "Signed by", "0x" + set.signerFingerprint());
        line(out, "Root", Hex.literal(set.root()));
    }

    private static void line(PrintStream out, String title, String text) {
        out.println(String.format(Locale.ROOT, "    %-16s %s", title, text));
    }

    private static void optional(PrintStream out, String title, String text) {
        if (!text.isEmpty()) {
            line(out, title, PlainText.of(text));
        }
    }

    private static String named(String name) {
        return name.isEmpty() ? "" : " '" + PlainText.of(name) + "'";
    }

    private static String kind(SetCore core) {
        String kind = switch (core.kind()) {
            case FULL -> "full backup";
            case LOG -> "log backup";
            case DIFFERENTIAL -> "differential backup";
        };
        return core.copyOnly() ? "copy-only " + kind : kind;
    }

    private static String suite(Suite suite) {
        return switch (suite) {
            case NONE -> "none: anybody can read it";
            case AES_128_GCM -> "AES-128-GCM";
            case AES_192_GCM -> "AES-192-GCM";
            case AES_256_GCM -> "AES-256-GCM";
        };
    }

    private static String recipient(Encryptor encryptor) {
        return switch (encryptor.type()) {
            case CERTIFICATE -> "certificate";
            case ASYMMETRIC_KEY -> "asymmetric key";
            case SERVICE_MASTER_KEY -> "service master key";
        };
    }

    void json(String file, MediaFile media, JsonText json) {
        json.object()
                .put("file", file)
                .put("mediaSet", PlainText.guid(label.mediaSetGuid()))
                .put("mediaName", label.name())
                .put("family", label.familyNumber())
                .put("familyCount", label.familyCount())
                .put("mirror", label.mirrorNumber())
                .put("mirrorCount", label.mirrorCount())
                .put("writtenAt", label.writtenAt().toString());
        json.array("damage");
        media.damage().forEach(damage -> json.add(String.valueOf(damage.getMessage())));
        media.tornTail().ifPresent(tail -> json.add(String.valueOf(tail.getMessage())));
        json.end().array("sets");
        media.sets().forEach(set -> json(set, json));
        json.end().end();
    }

    private static void json(BackupSet set, JsonText json) {
        SetCore core = set.core();
        SetTrailer trailer = set.trailer();
        json.object()
                .put("position", core.position())
                .put("kind", core.kind().name())
                .put("copyOnly", core.copyOnly())
                .put("setGuid", PlainText.guid(core.setGuid()))
                .put("name", core.text().setName())
                .put("description", core.text().description())
                .put("server", core.text().serverName())
                .put("machine", core.text().machineName())
                .put("user", core.text().userName())
                .put("database", core.database().name())
                .put("databaseGuid", PlainText.guid(core.database().guid()))
                .put("startedAt", core.startedAt().toString())
                .put("finishedAt", trailer.finishedAt().toString())
                .put("firstLsn", core.database().firstLsn().toString())
                .put("lastLsn", trailer.lastLsn().toString())
                .put("payloadBytes", trailer.payloadBytes())
                .put("fileBytes", set.sizeBytes())
                .put("chunks", set.chunkCount())
                .put("codec", core.codec().name())
                .put("hasChecksums", core.hasChecksums())
                .put("damagedPages", trailer.damagedPages())
                .put("suite", core.suite().name())
                .put("signer", set.signerFingerprint())
                .put("root", Hex.of(set.root()));
        json.object("engine");
        core.engine().forEach(json::put);
        json.end().array("encryptors");
        for (Encryptor encryptor : core.encryptors()) {
            json.object()
                    .put("type", encryptor.type().name())
                    .put("name", encryptor.name())
                    .put("thumbprint", Hex.of(encryptor.thumbprint()))
                    .put("keyId", Hex.of(encryptor.keyId()))
                    .end();
        }
        json.end().end();
    }
}
