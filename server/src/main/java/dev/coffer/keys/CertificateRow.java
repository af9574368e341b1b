package dev.coffer.keys;

import dev.coffer.catalog.StoredCertificate;
import dev.coffer.catalog.StoredCertificate.Display;
import dev.coffer.catalog.StoredCertificate.Protection;
import dev.coffer.crypto.BadKey;
import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.Digests;
import dev.coffer.crypto.KeyId;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.security.auth.x500.X500Principal;

/** A certificate's row: made with its proof, and checked before it is believed. */
final class CertificateRow {

    private static final HexFormat SERIAL = HexFormat.ofDelimiter(" ");
    private static final int MAX_SUBJECT = 4000;
    private static final int MAX_ISSUER = 442;
    private static final int MAX_SERIAL = 64;

    private CertificateRow() {}

    /** A row without private key and proof yet. */
    static StoredCertificate draft(UUID guid, int id, String name, X509Certificate certificate, Instant now) {
        return new StoredCertificate(
                guid,
                id,
                name,
                der(certificate),
                display(certificate),
                KeyId.of(certificate.getPublicKey()),
                Protection.NONE,
                Optional.empty(),
                Optional.empty(),
                now.truncatedTo(ChronoUnit.MILLIS),
                new byte[0]);
    }

    static StoredCertificate withPrivateKey(StoredCertificate row, Protection protection, byte[] sealed) {
        return copy(row, protection, Optional.of(sealed), row.exportedAt(), row.rowMac());
    }

    static StoredCertificate exported(StoredCertificate row, Instant at) {
        return copy(
                row,
                row.protection(),
                row.sealedPrivateKey(),
                Optional.of(at.truncatedTo(ChronoUnit.MILLIS)),
                row.rowMac());
    }

    static StoredCertificate proven(StoredCertificate row, HierarchyKey key) {
        return copy(row, row.protection(), row.sealedPrivateKey(), row.exportedAt(), key.prove(RowEncoding.of(row)));
    }

    /** Whether the proof holds and the shown columns are those of the DER. */
    static boolean holds(StoredCertificate row, HierarchyKey key) {
        if (!key.proves(RowEncoding.of(row), row.rowMac())) {
            return false;
        }
        try {
            X509Certificate certificate = Certificates.parseDer(row.der());
            return Arrays.equals(row.keyId(), KeyId.of(certificate.getPublicKey()))
                    && sameDisplay(row.display(), display(certificate));
        } catch (BadKey unreadable) {
            return false;
        }
    }

    /** @throws SqlError 49910 when the row was changed */
    static KnownCertificate check(String database, StoredCertificate row, HierarchyKey key) throws SqlError {
        if (!holds(row, key)) {
            throw tampered(row);
        }
        return known(database, row);
    }

    static SqlError tampered(StoredCertificate row) {
        return Message.TAMPERED_ROW
                .error("certificate", row.name())
                .withHint("Drop the certificate and import it again from its exported files.");
    }

    private static KnownCertificate known(String database, StoredCertificate row) throws SqlError {
        try {
            return new KnownCertificate(
                    database,
                    row.name(),
                    Certificates.parseDer(row.der()),
                    row.display().thumbprint(),
                    row.keyId(),
                    row.protection(),
                    row.exportedAt());
        } catch (BadKey unreadable) {
            throw tampered(row);
        }
    }

    static SealedObject privateKeyObject(StoredCertificate row) throws SqlError {
        try {
            byte[] publicKey = Certificates.parseDer(row.der()).getPublicKey().getEncoded();
            return new SealedObject(SealedKind.PRIVATE_KEY, row.guid(), Digests.sha256(publicKey));
        } catch (BadKey unreadable) {
            throw tampered(row);
        }
    }

    private static StoredCertificate copy(
            StoredCertificate row,
            Protection protection,
            Optional<byte[]> sealed,
            Optional<Instant> exportedAt,
            byte[] mac) {
        return new StoredCertificate(
                row.guid(),
                row.certificateId(),
                row.name(),
                row.der(),
                row.display(),
                row.keyId(),
                protection,
                sealed,
                exportedAt,
                row.createdAt(),
                mac);
    }

    private static boolean sameDisplay(Display one, Display other) {
        return Arrays.equals(one.thumbprint(), other.thumbprint())
                && one.subject().equals(other.subject())
                && one.issuer().equals(other.issuer())
                && one.serialNumber().equals(other.serialNumber())
                && one.startsAt().equals(other.startsAt())
                && one.expiresAt().equals(other.expiresAt())
                && one.keyLengthBits() == other.keyLengthBits();
    }

    static Display display(X509Certificate certificate) {
        return new Display(
                KeyId.thumbprint(certificate),
                cut(certificate.getSubjectX500Principal().getName(X500Principal.RFC1779), MAX_SUBJECT),
                cut(certificate.getIssuerX500Principal().getName(X500Principal.RFC1779), MAX_ISSUER),
                cut(SERIAL.formatHex(certificate.getSerialNumber().toByteArray()), MAX_SERIAL),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                lengthBits(certificate.getPublicKey()));
    }

    private static String cut(String text, int maxCharacters) {
        return text.length() <= maxCharacters ? text : text.substring(0, maxCharacters);
    }

    private static int lengthBits(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength();
        }
        if (key instanceof ECPublicKey ec) {
            return ec.getParams().getOrder().bitLength();
        }
        throw new IllegalStateException("A checked certificate holds a key of " + key.getAlgorithm());
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException broken) {
            throw new IllegalStateException("A parsed certificate has no encoding", broken);
        }
    }
}
