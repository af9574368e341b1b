package dev.coffer.media;

import java.util.HexFormat;

/** The bytes of the file become enum constants here and nowhere else; an unknown byte is named. */
final class Codes {

    private static final HexFormat UPPER = HexFormat.of().withUpperCase();

    private Codes() {}

    static Suite suite(int code) throws DamagedMedia {
        for (Suite suite : Suite.values()) {
            if (suite.code() == code) {
                return suite;
            }
        }
        throw Damage.unsupported("Suite " + code + " is not known");
    }

    static PayloadCodec codec(int code) throws DamagedMedia {
        for (PayloadCodec codec : PayloadCodec.values()) {
            if (codec.code() == code) {
                return codec;
            }
        }
        throw Damage.unsupported("Payload codec " + code + " is not known");
    }

    static BackupKind kind(int code) throws DamagedMedia {
        for (BackupKind kind : BackupKind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw Damage.unsupported("Kind of backup " + code + " is not known");
    }

    static Encryptor.Type encryptorType(int code) throws DamagedMedia {
        for (Encryptor.Type type : Encryptor.Type.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        throw Damage.unsupported("Type of recipient " + code + " is not known");
    }

    static Endorsement.Algorithm endorsementAlgorithm(int code) throws DamagedMedia {
        for (Endorsement.Algorithm algorithm : Endorsement.Algorithm.values()) {
            if (algorithm.code() == code) {
                return algorithm;
            }
        }
        throw Damage.unsupported("Endorsement algorithm " + code + " is not known");
    }

    /** Upper-case hexadecimal digits, as fingerprints and thumbprints are shown. */
    static String hex(byte[] bytes) {
        return UPPER.formatHex(bytes);
    }
}
