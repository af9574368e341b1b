package dev.coffer.storage.objects;

import dev.coffer.storage.Ledger;
import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The uploads of one instance: who is at which name, and what has to be cleared up when the process was killed.
 * Thread-safe.
 */
public final class Uploads {

    private static final int LINES = 7;

    private final Optional<Ledger> ledger;
    private final Clock clock;
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Set<Path> alive = ConcurrentHashMap.newKeySet();

    private Uploads(Optional<Ledger> ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** @param folder of the instance, where uploads are remembered; made when needed */
    public static Uploads rememberedIn(Path folder, Clock clock) {
        return new Uploads(Optional.of(new Ledger(folder)), clock);
    }

    /** For tools that run without an instance, and upload nothing. */
    public static Uploads forgotten(Clock clock) {
        return new Uploads(Optional.empty(), clock);
    }

    /**
     * An upload that an earlier process did not end.
     *
     * @param location of the object
     * @param credential by name
     * @param dialect of its place
     * @param upload what was begun
     * @param failed whether its failure was reported
     */
    public record Unfinished(
            Location location, String credential, String dialect, Upload upload, boolean failed, Ledger.Entry entry) {}

    /** Takes a name against other writers of this instance. */
    Hold take(Location location, String credential, String dialect) throws StoreException {
        if (!held.add(location.value())) {
            throw new StoreException(Kind.IN_USE, location, "The object is in use by another writer", null);
        }
        Hold hold = new Hold(location, credential, dialect, Upload.planned(clock.instant()));
        boolean taken = false;
        try {
            // Before the first request: a kill between the two must not leave an upload that nobody knows.
            hold.remember(hold.upload());
            taken = true;
            return hold;
        } finally {
            if (!taken) {
                held.remove(location.value());
            }
        }
    }

    /** What earlier processes left. An entry that cannot be understood is left alone. */
    public List<Unfinished> unfinished() throws StoreException {
        List<Unfinished> found = new ArrayList<>();
        if (ledger.isEmpty()) {
            return found;
        }
        try {
            for (Ledger.Entry entry : ledger.get().entries()) {
                if (!alive.contains(entry.file())) {
                    read(entry).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            throw new StoreException(Kind.BROKEN, new Location("ledger"), "The ledger cannot be read", e);
        }
        return found;
    }

    private static Optional<Unfinished> read(Ledger.Entry entry) {
        String[] lines = entry.text().split("\n", -1);
        if (lines.length != LINES) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Unfinished(
                    new Location(lines[0]),
                    lines[1],
                    lines[2],
                    new Upload(lines[3], lines[4], Instant.parse(lines[5])),
                    lines[6].equals("failed"),
                    entry));
        } catch (DateTimeException spoilt) {
            return Optional.empty();
        }
    }

    private static String text(Location location, String credential, String dialect, Upload upload, String state) {
        return String.join(
                "\n",
                location.value(),
                credential,
                dialect,
                upload.mark(),
                upload.token(),
                upload.begunAt().toString(),
                state);
    }

    /** One writer's hold on a name. Confined to its upload. */
    final class Hold implements AutoCloseable {

        private final Location location;
        private final String credential;
        private final String dialect;
        private final Upload upload;
        private Optional<Ledger.Entry> entry = Optional.empty();

        private Hold(Location location, String credential, String dialect, Upload upload) {
            this.location = location;
            this.credential = credential;
            this.dialect = dialect;
            this.upload = upload;
        }

        /** As it was planned, before the service named it. */
        Upload upload() {
            return upload;
        }

        /** Remembers the upload as it is now. */
        void remember(Upload current) throws StoreException {
            note(current, "begun");
        }

        /** Remembers that the upload has failed, whatever the service makes of it. */
        void rememberFailed(Upload current) {
            try {
                note(current, "failed");
            } catch (StoreException unwritten) {
                // The earlier entry is still there: only an object that was committed unseen would stay.
                return;
            }
        }

        private void note(Upload current, String state) throws StoreException {
            if (ledger.isEmpty()) {
                return;
            }
            Path file = ledger.get().newFile();
            try {
                // Alive before it is there: whoever clears up beside must not take it for a dead one's.
                alive.add(file);
                Ledger.Entry newer = ledger.get().enter(file, text(location, credential, dialect, current, state));
                forget();
                entry = Optional.of(newer);
            } catch (IOException e) {
                alive.remove(file);
                throw new StoreException(Kind.BROKEN, location, "The upload cannot be remembered: " + e, e);
            }
        }

        /** Gives the name free; what was noted stays for the next start. */
        void release() {
            held.remove(location.value());
        }

        /** Gives the name free, nothing is left to clear up. */
        @Override
        public void close() {
            forget();
            release();
        }

        private void forget() {
            entry.ifPresent(done -> {
                done.forget();
                alive.remove(done.file());
            });
            entry = Optional.empty();
        }
    }
}
