package dev.coffer.media;

import dev.coffer.bytes.ByteReader;
import dev.coffer.bytes.ByteReader.Malformed;
import dev.coffer.bytes.ByteWriter;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes a trailer (docs/media-format.md, "Trailer"). */
final class TrailerCodec {

    private TrailerCodec() {}

    static byte[] encode(SetTrailer trailer) {
        ByteWriter out = new ByteWriter();
        Fields.instant(out, trailer.finishedAt());
        out.i64(trailer.payloadBytes());
        Fields.lsn(out, trailer.lastLsn());
        Fields.optionalInstant(out, trailer.firstCommitAt());
        Fields.optionalInstant(out, trailer.lastCommitAt());
        out.guid(trailer.lastForkGuid()).i64(trailer.damagedPages());
        out.u16(trailer.files().size());
        for (SetTrailer.FileSize file : trailer.files()) {
            out.u16(file.fileId()).i64(file.sizeBytes()).i64(file.backedUpBytes());
        }
        Fields.facts(out, trailer.engine());
        return out.toByteArray();
    }

    static SetTrailer decode(byte[] bytes) throws Malformed, DamagedMedia {
        ByteReader in = new ByteReader(bytes);
        try {
            SetTrailer trailer = new SetTrailer(
                    Fields.instant(in),
                    in.size64(),
                    Fields.lsn(in),
                    Fields.optionalInstant(in),
                    Fields.optionalInstant(in),
                    in.guid(),
                    in.size64(),
                    files(in),
                    Fields.facts(in, Limits.V1));
            in.requireEnd();
            Fields.requireCanonical("trailer", bytes, encode(trailer));
            return trailer;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Damage.altered("The trailer is out of bounds: " + e.getMessage());
        }
    }

    private static List<SetTrailer.FileSize> files(ByteReader in) throws Malformed {
        int count = in.u16();
        Limits.range("Count of files", count, 0, Limits.V1.files());
        List<SetTrailer.FileSize> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(new SetTrailer.FileSize(in.u16(), in.size64(), in.size64()));
        }
        return files;
    }
}
