package dev.coffer.media;

import dev.coffer.bytes.ByteReader;
import dev.coffer.bytes.ByteReader.Malformed;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a core strictly: what it accepts, {@link CoreSection#encode} writes again byte for byte. */
final class CoreReader {

    static final int COPY_ONLY = 1;
    static final int CHECKSUMS = 2;
    private static final int KEY_ID_BYTES = 20;

    private static final Limits LIMITS = Limits.V1;

    /** What the first bytes say: enough to find the rest. */
    record Prefix(
            Suite suite,
            PayloadCodec codec,
            int chunkSizeLog2,
            BackupKind kind,
            int flags,
            int coreBytes,
            int slotAreaBytes) {

        /** Bytes from the set's start to its first chunk. */
        long chunksOffset() {
            return coreBytes + 2L * Marks.HASH_BYTES + 2L * slotAreaBytes;
        }
    }

    private CoreReader() {}

    /** @param bytes at least {@link Marks#SET_PREFIX_BYTES} */
    static Prefix prefix(byte[] bytes) throws DamagedMedia {
        ByteReader in = new ByteReader(bytes);
        try {
            if (!java.util.Arrays.equals(in.raw(Marks.MAGIC_BYTES), Marks.SET_MAGIC)) {
                throw Damage.altered("No backup set begins here");
            }
            int version = in.u16();
            if (version != Marks.VERSION) {
                throw Damage.unsupported("Set version " + version + " is not known, only " + Marks.VERSION);
            }
            Suite suite = Codes.suite(in.u8());
            PayloadCodec codec = Codes.codec(in.u8());
            int chunkSizeLog2 = in.u8();
            BackupKind kind = Codes.kind(in.u8());
            int flags = in.u8();
            int zero = in.u8();
            long coreBytes = in.u32();
            long areaBytes = in.u32();
            require(chunkSizeLog2 >= 10 && chunkSizeLog2 <= 22, "chunk size 2^" + chunkSizeLog2);
            require((flags & ~(COPY_ONLY | CHECKSUMS)) == 0 && zero == 0, "unknown flags");
            require(coreBytes > Marks.SET_PREFIX_BYTES && coreBytes <= LIMITS.coreBytes(), "length " + coreBytes);
            require(
                    suite == Suite.NONE
                            ? areaBytes == 0
                            : areaBytes > 0
                                    && areaBytes <= LIMITS.slotAreaBytes()
                                    && areaBytes % LIMITS.areaGranuleBytes() == 0,
                    "slot areas of " + areaBytes + " bytes");
            return new Prefix(suite, codec, chunkSizeLog2, kind, flags, (int) coreBytes, (int) areaBytes);
        } catch (Malformed e) {
            throw Damage.malformed("core", e);
        }
    }

    /**
     * @param bytes the whole core, its hash already checked
     * @param label of the media it stands on
     */
    static CoreSection read(byte[] bytes, MediaLabel label) throws DamagedMedia {
        try {
            CoreSection section = read(prefix(bytes), new ByteReader(bytes), label);
            Fields.requireCanonical("core", bytes, section.encode());
            return section;
        } catch (Malformed e) {
            throw Damage.malformed("core", e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Damage.altered("The core is out of bounds: " + e.getMessage());
        }
    }

    private static CoreSection read(Prefix prefix, ByteReader in, MediaLabel label) throws Malformed, DamagedMedia {
        in.raw(Marks.SET_PREFIX_BYTES);
        byte[] salt = in.raw(Marks.HASH_BYTES);
        byte[] labelHash = in.raw(Marks.HASH_BYTES);
        long position = in.u32();
        byte[] previousRoot = in.raw(Marks.HASH_BYTES);
        var setGuid = in.guid();
        var baseGuid = Fields.optionalGuid(in);
        byte[] baseRoot = in.raw(Marks.HASH_BYTES);
        var startedAt = Fields.instant(in);
        var expiresAt = Fields.optionalInstant(in);
        byte[] certificate = in.bytes16(LIMITS.certificateBytes());
        SetCore.Text text = new SetCore.Text(text(in), text(in), text(in), text(in), text(in));
        SetCore.Database database = database(in);
        var engine = Fields.facts(in, LIMITS);
        List<Encryptor> encryptors = encryptors(in, prefix.suite());
        List<Endorsement> endorsements = endorsements(in, encryptors);
        in.requireEnd();
        SetCore core = new SetCore(
                setGuid,
                prefix.kind(),
                (prefix.flags() & COPY_ONLY) != 0,
                (prefix.flags() & CHECKSUMS) != 0,
                label,
                (int) Math.min(position, Integer.MAX_VALUE),
                previousRoot,
                baseGuid,
                baseRoot,
                prefix.suite(),
                prefix.codec(),
                prefix.chunkSizeLog2(),
                text,
                startedAt,
                expiresAt,
                database,
                engine,
                encryptors);
        return new CoreSection(core, labelHash, salt, prefix.slotAreaBytes(), certificate, endorsements);
    }

    private static SetCore.Database database(ByteReader in) throws Malformed {
        String name = name(in);
        var guid = in.guid();
        var familyGuid = in.guid();
        var createdAt = Fields.instant(in);
        String recoveryModel = name(in);
        int compatibilityLevel = in.u16();
        String collation = name(in);
        var forkGuid = in.guid();
        var firstLsn = Fields.lsn(in);
        var checkpointLsn = Fields.lsn(in);
        var databaseBackupLsn = Fields.lsn(in);
        int count = in.u16();
        Limits.range("Count of files", count, 0, LIMITS.files());
        List<SetCore.DatabaseFile> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(new SetCore.DatabaseFile(
                    name(in),
                    in.text(Limits.utf8Bytes(LIMITS.pathChars())),
                    (char) in.u8(),
                    in.u16(),
                    in.guid(),
                    in.size64()));
        }
        return new SetCore.Database(
                name,
                guid,
                familyGuid,
                createdAt,
                recoveryModel,
                compatibilityLevel,
                collation,
                forkGuid,
                firstLsn,
                checkpointLsn,
                databaseBackupLsn,
                files);
    }

    private static List<Encryptor> encryptors(ByteReader in, Suite suite) throws Malformed, DamagedMedia {
        int count = in.u8();
        require((count == 0) == (suite == Suite.NONE) && count <= LIMITS.slots(), count + " encryptors");
        List<Encryptor> encryptors = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Encryptor.Type type = Codes.encryptorType(in.u8());
            byte[] keyId = in.raw(KEY_ID_BYTES);
            require(seen.add(Codes.hex(keyId)), "a recipient named twice");
            encryptors.add(new Encryptor(type, keyId, in.raw(KEY_ID_BYTES), name(in)));
        }
        return encryptors;
    }

    private static List<Endorsement> endorsements(ByteReader in, List<Encryptor> encryptors)
            throws Malformed, DamagedMedia {
        Set<String> endorsers = new HashSet<>();
        encryptors.forEach(encryptor -> endorsers.add(Codes.hex(encryptor.keyId())));
        int count = in.u8();
        List<Endorsement> endorsements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] keyId = in.raw(KEY_ID_BYTES);
            require(endorsers.remove(Codes.hex(keyId)), "an endorsement by no recipient, or a second one");
            Endorsement.Algorithm algorithm = Codes.endorsementAlgorithm(in.u8());
            endorsements.add(new Endorsement(keyId, algorithm, in.bytes16(LIMITS.signatureBytes())));
        }
        return endorsements;
    }

    private static String name(ByteReader in) throws Malformed {
        return in.text(Limits.utf8Bytes(LIMITS.nameChars()));
    }

    private static String text(ByteReader in) throws Malformed {
        return in.text(Limits.utf8Bytes(LIMITS.textChars()));
    }

    private static void require(boolean condition, String what) throws DamagedMedia {
        if (!condition) {
            throw Damage.altered("The core claims " + what);
        }
    }
}
