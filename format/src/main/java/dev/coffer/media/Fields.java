package dev.coffer.media;

import dev.coffer.bytes.ByteReader;
import dev.coffer.bytes.ByteReader.Malformed;
import dev.coffer.bytes.ByteWriter;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Field types that core and trailer share. Times are milliseconds since 1970 (UTC); an LSN has 12 bytes. */
final class Fields {

    static final int LSN_BYTES = 12;
    private static final BigInteger MAX_LSN = BigInteger.TEN.pow(25).subtract(BigInteger.ONE);
    private static final long NO_INSTANT = Long.MIN_VALUE;
    /** Zero, for a GUID that is not there. */
    private static final UUID NO_GUID = new UUID(0, 0);

    private Fields() {}

    static void instant(ByteWriter out, Instant value) {
        out.i64(value.toEpochMilli());
    }

    static Instant instant(ByteReader in) throws Malformed {
        return Instant.ofEpochMilli(in.i64());
    }

    static void optionalInstant(ByteWriter out, Optional<Instant> value) {
        out.i64(value.map(Instant::toEpochMilli).orElse(NO_INSTANT));
    }

    static Optional<Instant> optionalInstant(ByteReader in) throws Malformed {
        long millis = in.i64();
        return millis == NO_INSTANT ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static void optionalGuid(ByteWriter out, Optional<UUID> value) {
        out.guid(value.orElse(NO_GUID));
    }

    static Optional<UUID> optionalGuid(ByteReader in) throws Malformed {
        UUID value = in.guid();
        return value.equals(NO_GUID) ? Optional.empty() : Optional.of(value);
    }

    static void lsn(ByteWriter out, BigInteger value) {
        byte[] fixed = new byte[LSN_BYTES];
        byte[] digits = value.toByteArray();
        for (int i = 0; i < Math.min(digits.length, LSN_BYTES); i++) {
            fixed[LSN_BYTES - 1 - i] = digits[digits.length - 1 - i];
        }
        out.raw(fixed);
    }

    static BigInteger lsn(ByteReader in) throws Malformed {
        BigInteger value = new BigInteger(1, in.raw(LSN_BYTES));
        if (value.compareTo(MAX_LSN) > 0) {
            throw new Malformed("LSN has more than 25 digits, before byte " + in.position());
        }
        return value;
    }

    static BigInteger requireLsn(String what, BigInteger value) {
        if (value.signum() < 0 || value.compareTo(MAX_LSN) > 0) {
            throw new IllegalArgumentException(what + " " + value + " is outside numeric(25,0)");
        }
        return value;
    }

    /** Sorted by key, so that equal maps have equal bytes. */
    static void facts(ByteWriter out, Map<String, String> facts) {
        out.u16(facts.size());
        new TreeMap<>(facts).forEach((key, value) -> out.text(key).text(value));
    }

    static Map<String, String> facts(ByteReader in, Limits limits) throws Malformed {
        int count = in.u16();
        SortedMap<String, String> facts = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            String key = in.text(Limits.utf8Bytes(limits.engineKeyChars()));
            String value = in.text(Limits.utf8Bytes(limits.engineValueChars()));
            if (facts.put(key, value) != null || !facts.lastKey().equals(key)) {
                throw new Malformed("Facts are not in order, before byte " + in.position());
            }
        }
        return facts;
    }

    /** An unmodifiable, sorted copy within the bounds. */
    static Map<String, String> requireFacts(Map<String, String> facts) {
        Limits limits = Limits.V1;
        Limits.range("Count of engine facts", facts.size(), 0, limits.engineEntries());
        facts.forEach((key, value) -> {
            Limits.text("Engine fact's key", key, limits.engineKeyChars());
            Limits.text("Engine fact " + key, value, limits.engineValueChars());
        });
        return Collections.unmodifiableSortedMap(new TreeMap<>(facts));
    }

    static byte[] requireHash(String what, byte[] value) {
        if (value.length != Marks.HASH_BYTES) {
            throw new IllegalArgumentException(what + " has " + value.length + " bytes, not " + Marks.HASH_BYTES);
        }
        return value.clone();
    }

    /** A structure has one form: writing what was read gives the same bytes again. */
    static void requireCanonical(String part, byte[] read, byte[] written) throws DamagedMedia {
        if (!Arrays.equals(read, written)) {
            throw Damage.altered("The " + part + " is not in its canonical form");
        }
    }
}
