package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.engine.StopPoint;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts log into a data directory that was handed over and never started: its own server replays it at its first start,
 * to the end or to a time, and goes on with a timeline of its own. The later copy of a segment wins. Confined to one
 * thread.
 */
final class HandOverLog {

    private static final String ASIDE = "pg_wal.arriving";
    private static final String SIGNAL = "recovery.signal";

    /** The setting that says at which time the replay stops. */
    private static final String TARGET = "recovery_target_time = ";

    /** None, whatever stood before it. */
    static final String NO_TARGET = TARGET + "''";

    /** While it reads its settings a server knows no names of time zones, Z included. */
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss.SSSSSS'+00'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final RestoreOrder order;
    private final Path folder;
    private final Cancellation cancellation;

    HandOverLog(RestoreOrder order, Cancellation cancellation) {
        this.order = order;
        this.folder = order.home().dataFolder();
        this.cancellation = cancellation;
    }

    LaidDown run(InputStream payload) throws EngineException, IOException {
        HandOverWork.requireWaiting(folder);
        HandOverWork.requireSystem(folder, order.facts().getOrDefault(SharedFacts.SYSTEM_ID, ""));
        WalSegments segments = segments();
        requireBehind(segments);
        RestoreWork.requireSpace(folder, Math.max(0, order.expectedBytes()));
        ServerAccount owner = ServerAccount.ownerOf(folder);
        Path aside = folder.resolve(ASIDE);
        // A kill may have left an earlier one.
        Folders.delete(aside);
        owner.createFolder(aside);
        try {
            LogUnpacker unpacker = new LogUnpacker(aside, segments, owner, cancellation);
            unpacker.unpack(payload);
            LogReading reading = new LogReading(order.stop());
            new ArrivedLog(order.facts(), segments, cancellation).read(aside, reading);
            Folders.sync(aside);
            Path log = folder.resolve(ClusterFolder.WAL_DIRECTORY);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(aside)) {
                for (Path file : files) {
                    Files.move(file, log.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Folders.syncOne(log);
            orderReplay(owner, reading.stop().isPresent());
            return new LaidDown(0, unpacker.bytes(), Optional.empty());
        } finally {
            Folders.delete(aside);
        }
    }

    private WalSegments segments() throws EngineException {
        try {
            return new WalSegments((int) new Numbers(order.facts()).number(Facts.WAL_SEGMENT_SIZE));
        } catch (IllegalArgumentException wrong) {
            throw new EngineException(Kind.DAMAGED, "The set does not say how long its segments are", wrong);
        }
    }

    /** The log in the folder reaches to where this one begins. */
    private void requireBehind(WalSegments segments) throws EngineException, IOException {
        long from = LogPosition.parse(order.facts().getOrDefault(Facts.START_LSN, "0/0"));
        long needed = segments.numberOf(Math.max(1, from) - 1);
        long last = -1;
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder.resolve(ClusterFolder.WAL_DIRECTORY), "[0-9A-F]*")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.length() == WalSegments.NAME_LENGTH) {
                    last = Math.max(last, segments.number(name));
                }
            }
        }
        if (last < needed) {
            throw new EngineException(
                    Kind.UNAVAILABLE,
                    "The log in " + folder + " ends before " + LogPosition.text(from)
                            + ", where the backup begins: restore the one before it first");
        }
    }

    /**
     * A server does not start where the log ends before its target, so there is one only where a transaction ended
     * behind the time: in this log, or in one before, which has left its target. What has no time takes that back.
     */
    private void orderReplay(ServerAccount owner, boolean reached) throws IOException {
        Path file = folder.resolve(HandOverWork.SETTINGS);
        boolean stops = reached || hasTarget(file);
        String settings = "# To replay the log that was restored.\nrestore_command = 'false'\n"
                + "recovery_target_timeline = 'latest'\n"
                + order.stop().filter(stop -> stops).map(HandOverLog::target).orElse(NO_TARGET + "\n");
        Files.writeString(file, settings, StandardOpenOption.APPEND);
        Folders.syncOne(file);
        Path signal = folder.resolve(SIGNAL);
        if (Files.notExists(signal)) {
            Files.createFile(signal);
            owner.own(signal);
        }
        Folders.syncOne(folder);
    }

    private static boolean hasTarget(Path settings) throws IOException {
        try (Stream<String> lines = Files.lines(settings, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(TARGET))
                    .reduce((earlier, later) -> later)
                    .filter(last -> !last.equals(NO_TARGET))
                    .isPresent();
        }
    }

    private static String target(StopPoint point) {
        if (point instanceof StopPoint.Time time) {
            return TARGET + "'" + TIME.format(time.instant()) + "'\nrecovery_target_action = 'promote'\n";
        }
        throw new IllegalArgumentException("Only a time is handed over, not " + point);
    }
}
