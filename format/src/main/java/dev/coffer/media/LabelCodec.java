package dev.coffer.media;

import dev.coffer.bytes.ByteReader;
import dev.coffer.bytes.ByteReader.Malformed;
import dev.coffer.bytes.ByteSource;
import dev.coffer.bytes.ByteWriter;
import dev.coffer.crypto.Digests;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.util.Arrays;

/** Reads and writes the media label (docs/media-format.md, "Media label"). */
final class LabelCodec {

    static final int PREFIX_BYTES = 16;
    private static final int MIRROR_OFFSET = 10;

    /**
     * A label as found in a file.
     *
     * @param hash over the label with mirror number 0: the same in all mirrors, named by every core
     * @param endOffset where the first set begins
     */
    record Stored(MediaLabel label, byte[] hash, long endOffset) {}

    private LabelCodec() {}

    static byte[] encode(MediaLabel label) {
        byte[] body = body(label);
        return new ByteWriter().raw(body).raw(hash(body)).toByteArray();
    }

    static byte[] hashOf(MediaLabel label) {
        return hash(body(label));
    }

    static Stored read(ByteSource source) throws IOException, DamagedMedia {
        byte[] prefix = require(source, PREFIX_BYTES);
        if (!Arrays.equals(Arrays.copyOf(prefix, Marks.MAGIC_BYTES), Marks.LABEL_MAGIC)) {
            throw foreign();
        }
        ByteReader in = new ByteReader(prefix);
        try {
            in.raw(Marks.MAGIC_BYTES);
            int version = in.u16();
            if (version != Marks.VERSION) {
                throw Damage.unsupported("Media version " + version + " is not known, only " + Marks.VERSION);
            }
            in.u16();
            long length = in.u32();
            if (length < PREFIX_BYTES || length > Limits.V1.labelBytes()) {
                throw Damage.altered("The media label claims " + length + " bytes");
            }
            byte[] stored = require(source, (int) length + Marks.HASH_BYTES);
            byte[] body = Arrays.copyOf(stored, (int) length);
            byte[] hash = hash(body);
            if (!MessageDigest.isEqual(hash, Arrays.copyOfRange(stored, (int) length, stored.length))) {
                throw Damage.altered("The media label does not match its hash");
            }
            MediaLabel label = decode(body);
            Fields.requireCanonical("media label", body, body(label));
            return new Stored(label, hash, stored.length);
        } catch (Malformed e) {
            throw Damage.malformed("media label", e);
        }
    }

    private static MediaLabel decode(byte[] body) throws Malformed, DamagedMedia {
        ByteReader in = new ByteReader(body);
        in.raw(MIRROR_OFFSET);
        int mirrorNumber = in.u8();
        int mirrorCount = in.u8();
        in.u32();
        var mediaSetGuid = in.guid();
        var familyGuid = in.guid();
        int familyNumber = in.u8();
        int familyCount = in.u8();
        var writtenAt = Fields.instant(in);
        String name = in.text(Limits.utf8Bytes(Limits.V1.nameChars()));
        String description = in.text(Limits.utf8Bytes(Limits.V1.textChars()));
        in.requireEnd();
        try {
            return new MediaLabel(
                    mediaSetGuid,
                    familyGuid,
                    familyNumber,
                    familyCount,
                    mirrorNumber,
                    mirrorCount,
                    name,
                    description,
                    writtenAt);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Damage.altered("The media label is out of bounds: " + e.getMessage());
        }
    }

    private static byte[] body(MediaLabel label) {
        byte[] tail = new ByteWriter()
                .guid(label.mediaSetGuid())
                .guid(label.familyGuid())
                .u8(label.familyNumber())
                .u8(label.familyCount())
                .i64(label.writtenAt().toEpochMilli())
                .text(label.name())
                .text(label.description())
                .toByteArray();
        return new ByteWriter()
                .raw(Marks.LABEL_MAGIC)
                .u16(Marks.VERSION)
                .u8(label.mirrorNumber())
                .u8(label.mirrorCount())
                .u32(PREFIX_BYTES + tail.length)
                .raw(tail)
                .toByteArray();
    }

    private static byte[] hash(byte[] body) {
        byte[] unmirrored = body.clone();
        unmirrored[MIRROR_OFFSET] = 0;
        return Digests.sha256(unmirrored);
    }

    private static byte[] require(ByteSource source, int length) throws IOException, DamagedMedia {
        byte[] bytes = new byte[length];
        try {
            source.readFully(0, ByteBuffer.wrap(bytes));
        } catch (EOFException e) {
            throw foreign();
        }
        return bytes;
    }

    private static DamagedMedia foreign() {
        return new DamagedMedia(DamagedMedia.Kind.FOREIGN, "The file does not begin with a media label");
    }
}
