package dev.coffer.storage.objects;

import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A new object, sent in parts that nobody sees before the commit makes them the object. Whatever the upload makes
 * carries its mark, so that a commit whose answer was lost is recognised, and taken back when the backup has failed.
 * Confined to one thread at a time, but for giving up.
 */
final class ObjectUpload implements StagedFile {

    private static final Logger LOG = LoggerFactory.getLogger(ObjectUpload.class);

    private final Location location;
    private final Failures failures;
    private final RemoteObject object;
    private final Existing existing;
    private final Transfer transfer;
    private final Uploads.Hold hold;
    private final Requests requests;
    private final Retries retries;
    private final Upload upload;
    private @Nullable PartSender sender;
    private long expectedBytes;

    /** What is not sent yet: small until the size of a part is settled. */
    private byte[] current = new byte[FIRST_BYTES];

    private int filled;
    private long positionBytes;
    private boolean committing;
    private boolean ended;

    /** Enough for what is written before the size of the backup is known. */
    private static final int FIRST_BYTES = 64 * 1024;

    /** As long as anybody waits for the clearing up; a service that answers needs less. */
    private static final long CLEARING_MILLIS = 1500;

    private ObjectUpload(
            Failures failures,
            RemoteObject object,
            Existing existing,
            Transfer transfer,
            Uploads.Hold hold,
            Requests requests,
            Retries retries,
            Upload upload) {
        this.location = failures.location();
        this.failures = failures;
        this.object = object;
        this.existing = existing;
        this.transfer = transfer;
        this.hold = hold;
        this.requests = requests;
        this.retries = retries;
        this.upload = upload;
    }

    /** Takes over the hold and the requests, also when it throws. */
    static ObjectUpload begin(
            Failures failures,
            RemoteObject object,
            Existing existing,
            Transfer transfer,
            Uploads.Hold hold,
            Requests requests,
            Retries retries)
            throws StoreException {
        Upload begun = hold.upload();
        AtomicBoolean asked = new AtomicBoolean();
        boolean whole = false;
        try {
            Optional<ObjectState> there = requests.ask(object::find);
            if (there.isPresent() && existing == Existing.REFUSE) {
                throw failures.failure(Kind.EXISTS, "The object exists already");
            }
            begun = begun.with(token(object, requests, hold.upload(), transfer.retainUntil(), asked));
            hold.remember(begun);
            whole = true;
            return new ObjectUpload(failures, object, existing, transfer, hold, requests, retries, begun);
        } finally {
            if (!whole) {
                requests.close();
                if (asked.get()) {
                    clearUp(failures.location(), object, begun, hold, retries);
                } else {
                    hold.close();
                }
            }
        }
    }

    /**
     * An attempt whose answer was lost may have begun an upload that nobody would end.
     *
     * @param asked set before the first attempt: until then nothing can have been begun
     */
    private static String token(
            RemoteObject object, Requests requests, Upload planned, Optional<Instant> retainUntil, AtomicBoolean asked)
            throws StoreException {
        return requests.ask(() -> {
            if (asked.getAndSet(true)) {
                object.abort(planned);
            }
            return object.begin(planned.mark(), retainUntil);
        });
    }

    @Override
    public long positionBytes() {
        return positionBytes;
    }

    @Override
    public void expectBytes(long moreBytes) {
        expectedBytes = positionBytes + moreBytes;
    }

    @Override
    public void write(ByteBuffer source) throws StoreException {
        while (source.hasRemaining()) {
            if (filled == current.length) {
                makeRoom();
            }
            int count = Math.min(source.remaining(), current.length - filled);
            source.get(current, filled, count);
            filled += count;
            positionBytes += count;
        }
    }

    private void makeRoom() throws StoreException {
        PartSender parts = sender();
        if (current.length < parts.bufferBytes()) {
            byte[] first = parts.buffer();
            System.arraycopy(current, 0, first, 0, filled);
            current = first;
        } else {
            send(parts);
            current = parts.buffer();
            filled = 0;
        }
    }

    private void send(PartSender parts) throws StoreException {
        int most = object.rules().maxPartCount();
        if (parts.sentCount() == most) {
            throw failures.failure(
                    Kind.PART_LIMIT,
                    "An object has at most " + most + " parts, here of " + parts.bufferBytes() + " bytes");
        }
        parts.send(upload, current, filled);
    }

    private PartSender sender() {
        PartSender known = sender;
        if (known == null) {
            int partBytes = transfer.partBytesFor(expectedBytes, object.rules());
            known = new PartSender(object, requests, partBytes, transfer.buffersOf(partBytes));
            sender = known;
        }
        return known;
    }

    @Override
    public void prepare() throws StoreException {
        PartSender parts = sender();
        if (filled > 0) {
            send(parts);
            filled = 0;
        }
        parts.finish();
    }

    @Override
    public void commit() throws StoreException {
        prepare();
        List<Part> sent = sender().finish();
        committing = true;
        try {
            requests.ask(() -> {
                object.commit(upload, sent, existing, transfer.retainUntil());
                return true;
            });
        } catch (StoreException refused) {
            // An earlier attempt may have gone through although its answer was lost: then the object is ours.
            if (requests.isGivenUp() || !isOurs(requests.ask(object::find))) {
                throw refused;
            }
        }
        requireWhole(requests.ask(this::committed));
        end();
        hold.close();
    }

    private boolean isOurs(Optional<ObjectState> state) {
        return state.isPresent() && state.get().mark().equals(upload.mark());
    }

    /** Asked again where it does not show: an answer may be cut short, and some services take a moment. */
    private ObjectState committed() throws StoreException {
        return object.find()
                .filter(state -> state.mark().equals(upload.mark()))
                .orElseThrow(() -> failures.failure(Kind.INTERRUPTED, "What was committed is not there"));
    }

    private void requireWhole(ObjectState state) throws StoreException {
        if (state.sizeBytes() != positionBytes) {
            throw failures.failure(
                    Kind.BROKEN, positionBytes + " bytes were sent, the object has " + state.sizeBytes());
        }
        if (transfer.retainUntil().isPresent()) {
            requireLocked(state.lockedUntil(), transfer.retainUntil().get());
        }
    }

    /** Services keep whole seconds. */
    private void requireLocked(Optional<Instant> lockedUntil, Instant asked) throws StoreException {
        if (lockedUntil.isEmpty() || lockedUntil.get().isBefore(asked.truncatedTo(ChronoUnit.SECONDS))) {
            throw failures.failure(
                    Kind.UNSUPPORTED, "The service took the object and does not say that it keeps it until " + asked);
        }
    }

    @Override
    public void withdraw() {
        try {
            Leftovers.remove(location, object, upload, Leftovers.Committed.IS_REMOVED, retries);
        } catch (StoreException kept) {
            LOG.warn("{} stays although its backup failed: {}", location, kept.getMessage());
        }
    }

    @Override
    public void giveUp() {
        requests.giveUp();
    }

    @Override
    public void close() {
        if (ended) {
            return;
        }
        requests.settle();
        end();
        if (committing) {
            hold.rememberFailed(upload);
        }
        clearUp(location, object, upload, hold, retries);
    }

    private void end() {
        ended = true;
        requests.close();
        Arrays.fill(current, (byte) 0);
    }

    /** A service that does not answer keeps nobody waiting: the name stays held while it is cleared up behind. */
    private static void clearUp(
            Location location, RemoteObject object, Upload upload, Uploads.Hold hold, Retries retries) {
        Thread clearing =
                new Thread(() -> clearUpNow(location, object, upload, hold, retries), "coffer-upload-clearing");
        clearing.setDaemon(true);
        clearing.start();
        try {
            clearing.join(CLEARING_MILLIS);
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What cannot be removed now is remembered until the next start. */
    private static void clearUpNow(
            Location location, RemoteObject object, Upload upload, Uploads.Hold hold, Retries retries) {
        try {
            Leftovers.remove(location, object, upload, Leftovers.Committed.IS_REMOVED, retries);
            hold.close();
        } catch (StoreException later) {
            LOG.warn("Clearing up at {} is tried again at the next start: {}", location, later.getMessage());
            hold.release();
        }
    }
}
