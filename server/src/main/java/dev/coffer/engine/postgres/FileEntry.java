package dev.coffer.engine.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A file of a backup.
 *
 * @param path relative to the data directory, with slashes; at most {@value #LONGEST_PATH} characters
 * @param crc CRC-32C of its content; 0 where that is not known
 */
record FileEntry(String path, long sizeBytes, int crc) {

    static final int LONGEST_PATH = 1000;

    FileEntry {
        if (path.length() > LONGEST_PATH) {
            throw new IllegalArgumentException("A path of " + path.length() + " characters is longer than any");
        }
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeUTF(path);
        out.writeLong(sizeBytes);
        out.writeInt(crc);
    }

    static FileEntry read(DataInputStream in) throws IOException {
        return new FileEntry(in.readUTF(), in.readLong(), in.readInt());
    }
}
