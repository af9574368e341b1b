package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.StoredCertificate;
import dev.coffer.catalog.StoredCertificate.Protection;
import dev.coffer.crypto.Certificates;
import dev.coffer.crypto.KeyKind;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.RandomSource;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Makes certificates and takes over those from elsewhere: CREATE CERTIFICATE. Thread-safe. */
final class CertificateFactory {

    private static final int MAX_SUBJECT_CHARACTERS = 128;
    private static final int MAX_COMMON_NAME_CHARACTERS = 64;

    private final ProvenCertificates proven;
    private final MasterKeys masterKeys;
    private final PasswordSealing passwords;
    private final RandomSource random;
    private final Clock clock;

    CertificateFactory(
            ProvenCertificates proven,
            MasterKeys masterKeys,
            PasswordSealing passwords,
            RandomSource random,
            Clock clock) {
        this.proven = proven;
        this.masterKeys = masterKeys;
        this.passwords = passwords;
        this.random = random;
        this.clock = clock;
    }

    List<Notice> create(String database, NewCertificate order) throws SqlError {
        refuseTaken(database, order.name());
        if (order instanceof NewCertificate.SelfSigned made) {
            return selfSigned(database, made);
        }
        if (order instanceof NewCertificate.Imported imported) {
            return imported(database, imported);
        }
        throw new IllegalStateException("Unknown kind of new certificate " + order.getClass());
    }

    private List<Notice> selfSigned(String database, NewCertificate.SelfSigned order) throws SqlError {
        if (order.subject().isBlank() || order.subject().length() > MAX_SUBJECT_CHARACTERS) {
            throw Message.SUBJECT_LENGTH.error(MAX_SUBJECT_CHARACTERS);
        }
        if (order.encryptionPassword().isEmpty()) {
            // Before the seconds that a key pair costs.
            masterKeys.require(database).close();
        }
        Instant start = order.startsAt().orElseGet(clock::instant).truncatedTo(ChronoUnit.SECONDS);
        Instant end = order.expiresAt()
                .orElseGet(() -> start.atOffset(ZoneOffset.UTC).plusYears(1).toInstant())
                .truncatedTo(ChronoUnit.SECONDS);
        KeyPair pair = KeyPairs.generate(KeyKind.RSA_3072);
        X509Certificate certificate = signed(pair, order.subject(), start, end);
        store(database, order.name(), certificate, Optional.of(pair.getPrivate()), order.encryptionPassword());
        return periodNotices(certificate);
    }

    /** A common name has at most 64 characters (RFC 5280, ub-common-name), as SQL Server on Linux has it. */
    private X509Certificate signed(KeyPair pair, String subject, Instant start, Instant end) throws SqlError {
        try {
            return Certificates.selfSigned(
                    pair, new Certificates.Request(subject, start, end, Certificates.Purpose.ENCRYPTION), random);
        } catch (IllegalArgumentException refused) {
            throw Message.SUBJECT_LENGTH
                    .error(MAX_COMMON_NAME_CHARACTERS)
                    .withHint("Give a distinguished name, CN=..., O=..., if it needs more.");
        }
    }

    private List<Notice> imported(String database, NewCertificate.Imported order) throws SqlError {
        if (order.privateKey().isPresent()
                && !KeyPairs.matches(
                        order.privateKey().get(), order.certificate().getPublicKey())) {
            throw Message.PRIVATE_KEY_MISMATCH.error("certificate");
        }
        store(database, order.name(), order.certificate(), order.privateKey(), order.encryptionPassword());
        return periodNotices(order.certificate());
    }

    private void store(
            String database,
            String name,
            X509Certificate certificate,
            Optional<PrivateKey> privateKey,
            Optional<SecretBytes> password)
            throws SqlError {
        StoredCertificate draft = CertificateRow.draft(UUID.randomUUID(), 0, name, certificate, clock.instant());
        if (privateKey.isEmpty()) {
            proven.insert(database, draft, Optional.empty());
            return;
        }
        SealedObject object = CertificateRow.privateKeyObject(draft);
        try (SecretBytes encoded = KeyPairs.encode(privateKey.get())) {
            if (password.isPresent()) {
                byte[] sealed = passwords.seal(object, encoded, password.get());
                StoredCertificate row = CertificateRow.withPrivateKey(draft, Protection.PASSWORD, sealed);
                proven.insert(database, row, Optional.empty());
                return;
            }
            try (HierarchyKey key = masterKeys.require(database)) {
                byte[] sealed = key.seal(object, encoded, random);
                StoredCertificate row = CertificateRow.withPrivateKey(draft, Protection.MASTER_KEY, sealed);
                proven.insert(database, row, Optional.of(key.id()));
            }
        }
    }

    private void refuseTaken(String database, String name) throws SqlError {
        proven.requireUnlocked();
        if (name.startsWith("##MS_") && name.endsWith("##") && Catalog.isMaster(database)) {
            throw Message.CERTIFICATE_EXISTS.error(name);
        }
        if (proven.row(database, name).isPresent()) {
            throw Message.CERTIFICATE_EXISTS.error(name);
        }
    }

    /** As SQL Server, this warns and goes on: a certificate whose time is over still restores. */
    private List<Notice> periodNotices(X509Certificate certificate) {
        Instant now = clock.instant();
        Instant notBefore = certificate.getNotBefore().toInstant();
        Instant notAfter = certificate.getNotAfter().toInstant();
        if (notAfter.isBefore(notBefore)) {
            return List.of(Notice.of(Message.CERTIFICATE_PERIOD_INVALID));
        }
        List<Notice> notices = new ArrayList<>();
        if (notBefore.isAfter(now)) {
            notices.add(Notice.of(Message.CERTIFICATE_NOT_YET_VALID));
        }
        if (notAfter.isBefore(now)) {
            notices.add(Notice.of(Message.CERTIFICATE_EXPIRED_WARNING));
        }
        return notices;
    }
}
