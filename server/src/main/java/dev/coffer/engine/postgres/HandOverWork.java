package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lays a full down in a folder for a server that is not ours, of any version. The paths are as strict as in every
 * restore, and the manifest must agree; what the files say is for their own server. Confined to one thread.
 */
final class HandOverWork {

    static final String SETTINGS = "postgresql.auto.conf";

    /** Its archive is the one of the server that the backup was taken from. */
    private static final String NO_ARCHIVE = """
            # This is a copy: it must not archive into the archive of the server it was taken from.
            archive_mode = 'off'
            """;

    /** That server may have been restored to a time itself. */
    private static final String NO_TARGET = HandOverLog.NO_TARGET + "\n";

    /** Without it, recovery takes a folder where a link could be for an accident. */
    private static final String TABLESPACES = """
            # The tablespaces lie in pg_tblspc as folders.
            allow_in_place_tablespaces = 'on'
            """;

    private final RestoreOrder order;
    private final Cancellation cancellation;

    HandOverWork(RestoreOrder order, Cancellation cancellation) {
        this.order = order;
        this.cancellation = cancellation;
    }

    LaidDown run(InputStream payload) throws EngineException, IOException {
        Path folder = order.home().dataFolder();
        boolean found = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
        if (found) {
            requireEmpty(folder);
        } else {
            Files.createDirectories(PostgresBinaries.parentOf(folder));
        }
        RestoreWork.requireSpace(folder, Math.max(0, order.expectedBytes()));
        ServerAccount owner = found ? ServerAccount.ownerOf(folder) : ServerAccount.thisProcess();
        try (PayloadUnpacker unpacker = new PayloadUnpacker(folder, Optional.empty(), owner, cancellation)) {
            unpacker.unpack(payload);
            requireWhole(folder, unpacker, order);
            makeCopy(folder, unpacker, owner);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            cancellation.check();
            Folders.sync(folder);
            Folders.syncOne(PostgresBinaries.parentOf(folder));
            return new LaidDown(unpacker.dataBytes(), unpacker.logBytes(), Optional.empty());
        } catch (EngineException | IOException | RuntimeException failed) {
            remove(folder, found, failed);
            if (RestoreWork.isFull(failed)) {
                throw new EngineException(Kind.NO_SPACE, "The disk of " + folder + " is full", failed);
            }
            throw failed;
        }
    }

    private static void requireEmpty(Path folder) throws EngineException, IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new EngineException(Kind.UNAVAILABLE, "The folder " + folder + " is not empty");
            }
        }
    }

    /** What was unpacked there agrees with its own manifest and with its set. */
    static void requireWhole(Path data, PayloadUnpacker unpacker, RestoreOrder order)
            throws EngineException, IOException {
        PayloadCheck.requireFiles(data);
        ManifestCheck.check(data.resolve(BackupManifest.PATH), unpacker.laid(), data);
        requireSystem(data, order.facts().getOrDefault(SharedFacts.SYSTEM_ID, ""));
    }

    /** Adds settings that a copy needs beside the server that it was taken from. */
    static void makeCopy(Path folder, PayloadUnpacker unpacker, ServerAccount owner) throws IOException {
        Path settings = folder.resolve(SETTINGS);
        boolean fresh = Files.notExists(settings);
        String text = NO_ARCHIVE + NO_TARGET + (unpacker.tablespaceFile().isPresent() ? TABLESPACES : "");
        Files.writeString(settings, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (fresh) {
            owner.own(settings);
        }
    }

    /** What is to go onto a full finds one that was never started. */
    static void requireWaiting(Path folder) throws EngineException {
        boolean waits = Files.exists(folder.resolve(Combination.LABEL), LinkOption.NOFOLLOW_LINKS)
                && !Files.exists(folder.resolve("postmaster.opts"), LinkOption.NOFOLLOW_LINKS);
        if (!waits) {
            throw new EngineException(
                    Kind.UNAVAILABLE,
                    "No full backup waits in " + folder + ": it was never laid down there, or was started since");
        }
        if (!Files.exists(folder.resolve(ControlFile.PATH), LinkOption.NOFOLLOW_LINKS)) {
            throw new EngineException(
                    Kind.UNAVAILABLE,
                    "The restore of a differential into " + folder + " was interrupted: empty the folder and begin"
                            + " with the full backup again");
        }
    }

    /** Whose data directory it is, of whatever version. */
    static void requireSystem(Path folder, String systemId) throws EngineException, IOException {
        byte[] control = Files.readAllBytes(folder.resolve(ControlFile.PATH));
        // The one field that stands at the same place in every version.
        if (control.length < Long.BYTES
                || !Long.toUnsignedString(ByteBuffer.wrap(control)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong())
                        .equals(systemId)) {
            throw new EngineException(
                    Kind.DAMAGED, "What lies in " + folder + " is of another system than " + systemId);
        }
    }

    /** The folder itself stays when it was there. */
    private static void remove(Path folder, boolean found, Exception failure) {
        try {
            if (!found) {
                Folders.delete(folder);
                return;
            }
            try (Stream<Path> entries = Files.list(folder)) {
                for (Path entry : entries.toList()) {
                    Folders.delete(entry);
                }
            }
        } catch (IOException leftover) {
            failure.addSuppressed(leftover);
        }
    }
}
