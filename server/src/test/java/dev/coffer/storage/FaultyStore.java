package dev.coffer.storage;

import dev.coffer.storage.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A real store that fails at a chosen byte, or at the commit. */
public final class FaultyStore implements Store {

    private final Store real;
    private final Fault fault;

    /**
     * @param atByte the write that would pass this file position fails; {@code Long.MAX_VALUE} for the commit
     * @param kind how
     */
    public record Fault(long atByte, Kind kind) {

        public static Fault atCommit(Kind kind) {
            return new Fault(Long.MAX_VALUE, kind);
        }
    }

    public FaultyStore(Store real, Fault fault) {
        this.real = real;
        this.fault = fault;
    }

    @Override
    public StoredFile open(Location location) throws StoreException {
        return real.open(location);
    }

    @Override
    public boolean exists(Location location) throws StoreException {
        return real.exists(location);
    }

    @Override
    public StagedFile create(Location location, Existing existing) throws StoreException {
        return new FaultyFile(location, real.create(location, existing));
    }

    @Override
    public boolean canGrow() {
        return real.canGrow();
    }

    @Override
    public GrowingFile append(Location location) throws StoreException {
        GrowingFile growing = real.append(location);
        return new GrowingFile() {
            @Override
            public StagedFile writeFrom(long offset) throws StoreException {
                return new FaultyFile(location, growing.writeFrom(offset));
            }

            @Override
            public long sizeBytes() throws IOException {
                return growing.sizeBytes();
            }

            @Override
            public void readFully(long offset, ByteBuffer target) throws IOException {
                growing.readFully(offset, target);
            }

            @Override
            public void remove() throws StoreException {
                growing.remove();
            }

            @Override
            public void close() {
                growing.close();
            }
        };
    }

    @Override
    public Optional<FreeSpace> freeSpace(Location location) throws StoreException {
        return real.freeSpace(location);
    }

    @Override
    public List<Location> sweep() throws StoreException {
        return real.sweep();
    }

    private final class FaultyFile implements StagedFile {

        private final Location location;
        private final StagedFile file;

        FaultyFile(Location location, StagedFile file) {
            this.location = location;
            this.file = file;
        }

        @Override
        public void write(ByteBuffer source) throws IOException {
            if (positionBytes() + source.remaining() > fault.atByte()) {
                throw new StoreException(fault.kind(), location, "A fault as ordered", null);
            }
            file.write(source);
        }

        @Override
        public long positionBytes() {
            return file.positionBytes();
        }

        @Override
        public void prepare() throws IOException {
            file.prepare();
        }

        @Override
        public void withdraw() {
            file.withdraw();
        }

        @Override
        public void commit() throws IOException {
            if (fault.atByte() == Long.MAX_VALUE) {
                throw new StoreException(fault.kind(), location, "A fault as ordered", null);
            }
            file.commit();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
