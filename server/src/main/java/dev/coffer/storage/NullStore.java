package dev.coffer.storage;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The device NUL: takes everything and keeps nothing, so that a backup can be measured without a disk, or made for what
 * it means alone. Thread-safe.
 */
public final class NullStore implements Store {

    /** The one place there is, under the name that SQL Server gives it. */
    public static final Location NUL = new Location("NUL");

    /** Whether a path in a statement means this device. */
    public static boolean isNamed(String path) {
        return path.equalsIgnoreCase("NUL") || path.equalsIgnoreCase("NUL:");
    }

    @Override
    public StoredFile open(Location location) throws StoreException {
        throw nothing(location);
    }

    @Override
    public boolean exists(Location location) {
        return false;
    }

    @Override
    public StagedFile create(Location location, Existing existing) {
        return new Discarded();
    }

    @Override
    public boolean canGrow() {
        return false;
    }

    @Override
    public GrowingFile append(Location location) throws StoreException {
        throw nothing(location);
    }

    private static StoreException nothing(Location location) {
        return new StoreException(StoreException.Kind.NOT_FOUND, location, "Nothing is kept here", null);
    }

    /** Nobody can tell: there is no end to it. */
    @Override
    public Optional<FreeSpace> freeSpace(Location location) {
        return Optional.empty();
    }

    @Override
    public List<Location> sweep() {
        return List.of();
    }

    /** Counts what it is given. */
    private static final class Discarded implements StagedFile {

        private long positionBytes;

        @Override
        public void write(ByteBuffer source) {
            positionBytes += source.remaining();
            source.position(source.limit());
        }

        @Override
        public long positionBytes() {
            return positionBytes;
        }

        @Override
        public void prepare() {}

        @Override
        public void commit() {}

        @Override
        public void withdraw() {}

        @Override
        public void close() {}
    }
}
