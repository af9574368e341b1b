package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.ServerKeyRows;
import dev.coffer.catalog.StoredCertificate;
import dev.coffer.catalog.StoredCertificate.Protection;
import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import dev.coffer.errors.SqlError;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** The rows of the signing key: the system certificate in master, sealed by the service master key. Thread-safe. */
final class SigningRows {

    static final String NAME = "##MS_BackupSigningCertificate##";

    private static final int CERTIFICATE_ID = 101;

    /** Verification ignores the dates; the certificate outlives the tools that do not. */
    private static final long VALID_DAYS = 100L * 365;

    private final RandomSource random;
    private final String subject;

    SigningRows(RandomSource random, UUID instanceId) {
        this.random = random;
        this.subject = "CN=Coffer backup signing key, OU=" + instanceId;
    }

    void create(ServerKeyRows rows, HierarchyKey serviceMasterKey, Instant now) throws SQLException, SqlError {
        KeyPair pair = KeyPairs.generate(KeyKind.EC_P384);
        X509Certificate certificate = Certificates.selfSigned(
                pair,
                new Certificates.Request(
                        subject,
                        now.truncatedTo(ChronoUnit.SECONDS),
                        now.plus(VALID_DAYS, ChronoUnit.DAYS),
                        Certificates.Purpose.SIGNING),
                random);
        StoredCertificate draft = CertificateRow.draft(UUID.randomUUID(), CERTIFICATE_ID, NAME, certificate, now);
        try (SecretBytes encoded = KeyPairs.encode(pair.getPrivate())) {
            byte[] sealed = serviceMasterKey.seal(CertificateRow.privateKeyObject(draft), encoded, random);
            StoredCertificate row = CertificateRow.withPrivateKey(draft, Protection.SERVICE_MASTER_KEY, sealed);
            if (!rows.master().insertCertificate(CertificateRow.proven(row, serviceMasterKey))) {
                throw new IllegalStateException("There is a certificate of the name " + NAME + " already");
            }
        }
    }

    /**
     * Makes a new signing key when the service master key, just taken over by force, does not prove the old one. The
     * old one is not trusted from then on, since nobody knows who wrote it: its backups restore through their
     * recipient's endorsement, or with TRUST_SIGNER.
     */
    void ensure(ServerKeyRows rows, HierarchyKey serviceMasterKey, Instant now) throws SQLException, SqlError {
        Optional<StoredCertificate> present = rows.master().certificate(NAME);
        if (present.isPresent() && CertificateRow.holds(present.get(), serviceMasterKey)) {
            return;
        }
        if (present.isPresent()) {
            rows.master().deleteCertificate(present.get().guid());
        }
        create(rows, serviceMasterKey, now);
    }
}
