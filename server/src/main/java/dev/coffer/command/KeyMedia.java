package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.StoredFile;
import dev.coffer.tsql.KeyMedium;
import dev.coffer.tsql.RemoteOptions;
import dev.coffer.tsql.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Files and objects that keys are exported to and come from. What is written is never written over anything, and read
 * back before it is kept. Thread-safe.
 */
public final class KeyMedia {

    private final KeyHierarchy keys;
    private final Paths paths;
    private final Devices devices;

    public KeyMedia(KeyHierarchy keys, Paths paths, Devices devices) {
        this.keys = keys;
        this.paths = paths;
        this.devices = devices;
    }

    /** @throws SqlError 15240 when something is there already or it cannot be written; 3289, 3297 and others of URLs */
    void write(KeyMedium target, byte[] content, Caller caller) throws SqlError {
        target.find(new KeyMedium.Finder<Boolean>() {
            @Override
            public Boolean file(Text path) throws SqlError {
                writeFile(path.value(), content, caller);
                return true;
            }

            @Override
            public Boolean url(Text url) throws SqlError {
                writeObject(devices.object(url, RemoteOptions.NONE, caller.database(), caller), content);
                return true;
            }
        });
    }

    private void writeFile(String name, byte[] content, Caller caller) throws SqlError {
        try (KeyFiles files = new KeyFiles(paths, caller)) {
            Path file = files.write(name, content);
            SigningCertificate.exportBeside(file, files, keys);
            files.keep();
        }
    }

    private void writeObject(DevicePlace place, byte[] content) throws SqlError {
        byte[] signer = SigningCertificate.der(keys);
        Location beside = new Location(place.location().value() + SigningCertificate.SUFFIX);
        try {
            writeNew(place.store(), place.location(), content, () -> writeBeside(place.store(), beside, signer));
        } catch (IOException failed) {
            throw Message.CANNOT_WRITE_FILE.error(place.written()).withHint(failed.getMessage() + ".");
        }
    }

    /** What else belongs to an export. */
    @FunctionalInterface
    private interface Rest {
        void write() throws IOException;
    }

    /** The object goes again unless it reads as it was written and the rest of the export is there too. */
    private static void writeNew(Store store, Location location, byte[] content, Rest rest) throws IOException {
        try (StagedFile staged = store.create(location, Existing.REFUSE)) {
            staged.write(ByteBuffer.wrap(content));
            staged.commit();
            boolean whole = false;
            try {
                if (!Arrays.equals(read(store, location), content)) {
                    throw new IOException("It does not read as it was written, and was removed");
                }
                rest.write();
                whole = true;
            } finally {
                if (!whole) {
                    staged.withdraw();
                }
            }
        }
    }

    /** One with the same content may be there, as beside files. */
    private static void writeBeside(Store store, Location location, byte[] content) throws IOException {
        try {
            writeNew(store, location, content, () -> {});
        } catch (StoreException refused) {
            if (refused.kind() != Kind.EXISTS || !Arrays.equals(read(store, location), content)) {
                throw refused;
            }
        }
    }

    /**
     * @param unreadable the error when it cannot be read
     * @throws SqlError that; 3289, 3297 and others of URLs
     */
    byte[] read(KeyMedium source, Message unreadable, Caller caller) throws SqlError {
        return source.find(new KeyMedium.Finder<byte[]>() {
            @Override
            public byte[] file(Text path) throws SqlError {
                return KeyFiles.read(paths, path.value(), unreadable);
            }

            @Override
            public byte[] url(Text url) throws SqlError {
                try {
                    DevicePlace place = devices.object(url, RemoteOptions.NONE, caller.database(), caller);
                    return read(place.store(), place.location());
                } catch (IOException failed) {
                    throw unreadable.error().withHint(failed.getMessage() + ".");
                }
            }
        });
    }

    private static byte[] read(Store store, Location location) throws IOException {
        try (StoredFile file = store.open(location)) {
            if (file.sizeBytes() > KeyFiles.MAX_BYTES) {
                throw new IOException("The object has more than " + KeyFiles.MAX_BYTES + " bytes");
            }
            ByteBuffer content = ByteBuffer.allocate((int) file.sizeBytes());
            file.readFully(0, content);
            return content.array();
        }
    }
}
