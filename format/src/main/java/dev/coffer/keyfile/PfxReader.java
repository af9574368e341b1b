package dev.coffer.keyfile;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.BadKey;
import dev.coffer.crypto.Certificates;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;

/** Takes a PFX file apart: MAC first, then the bags. Confined to one thread. */
final class PfxReader {

    /** Each may cost a key derivation. */
    private static final int MAX_BAGS = 64;

    private static final int MAX_ENCRYPTED = 8;

    private final SecretBytes password;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<PrivateKey> keys = new ArrayList<>();
    private int bagCount;
    private int encryptedCount;

    private PfxReader(SecretBytes password) {
        this.password = password;
    }

    static Pfx.Contents read(byte[] file, SecretBytes password) throws BadKeyFile, WrongPassword {
        KeyFile.requireBearable(file);
        if (password.length() == 0) {
            throw new WrongPassword();
        }
        try {
            return new PfxReader(password).read(org.bouncycastle.asn1.pkcs.Pfx.getInstance(file));
        } catch (IllegalArgumentException | IllegalStateException | ClassCastException | NullPointerException e) {
            // The ASN.1 library's ways to say that a structure is not what it should be.
            throw new BadKeyFile("The file is no PFX file");
        }
    }

    private Pfx.Contents read(org.bouncycastle.asn1.pkcs.Pfx pfx) throws BadKeyFile, WrongPassword {
        ContentInfo outer = pfx.getAuthSafe();
        if (!outer.getContentType().equals(PKCSObjectIdentifiers.data) || pfx.getMacData() == null) {
            throw new BadKeyFile("The PFX file is not protected by a password's MAC");
        }
        byte[] safe = ASN1OctetString.getInstance(outer.getContent()).getOctets();
        verify(pfx.getMacData(), safe);
        for (ContentInfo part : AuthenticatedSafe.getInstance(safe).getContentInfo()) {
            if (part.getContentType().equals(PKCSObjectIdentifiers.data)) {
                bags(ASN1OctetString.getInstance(part.getContent()).getOctets());
            } else if (part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
                encrypted(EncryptedData.getInstance(part.getContent()));
            } else {
                throw new BadKeyFile("The PFX file has a part that is not encrypted by password");
            }
        }
        if (keys.size() != 1) {
            throw new BadKeyFile("The PFX file holds " + keys.size() + " private keys, not one");
        }
        PrivateKey key = keys.get(0);
        X509Certificate certificate = certificates.stream()
                .filter(candidate -> KeyMatch.matches(key, candidate))
                .findFirst()
                .orElseThrow(() -> new BadKeyFile("The PFX file holds no certificate of its private key"));
        return new Pfx.Contents(certificate, key);
    }

    private void verify(MacData mac, byte[] safe) throws BadKeyFile, WrongPassword {
        Digest digest = digest(mac.getMac().getAlgorithmId().getAlgorithm());
        int iterations = PasswordCipher.iterations(mac.getIterationCount());
        byte[] salt = PasswordCipher.salt(mac.getSalt());
        byte[] expected = mac.getMac().getDigest();
        if (!MessageDigest.isEqual(Pkcs12Kdf.mac(digest, safe, salt, iterations, password), expected)) {
            throw new WrongPassword();
        }
    }

    private void encrypted(EncryptedData part) throws BadKeyFile, WrongPassword {
        countEncrypted();
        try (SecretBytes plain = PasswordCipher.decrypt(
                part.getEncryptionAlgorithm(), part.getContent().getOctets(), password)) {
            byte[] content = plain.reveal(SecretAccess.GRANTED);
            bags(content);
        }
    }

    private void bags(byte[] content) throws BadKeyFile, WrongPassword {
        for (ASN1Encodable element : ASN1Sequence.getInstance(content)) {
            SafeBag bag = SafeBag.getInstance(element);
            if (++bagCount > MAX_BAGS) {
                throw new BadKeyFile("The PFX file has more than " + MAX_BAGS + " bags");
            }
            bag(bag.getBagId(), bag.getBagValue());
        }
    }

    private void bag(ASN1ObjectIdentifier type, ASN1Encodable value) throws BadKeyFile, WrongPassword {
        try {
            if (type.equals(PKCSObjectIdentifiers.certBag)) {
                CertBag bag = CertBag.getInstance(value);
                certificates.add(Certificates.parseDer(
                        ASN1OctetString.getInstance(bag.getCertValue()).getOctets()));
            } else if (type.equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
                countEncrypted();
                keys.add(Pkcs8.readEncrypted(value.toASN1Primitive().getEncoded(), password));
            } else if (type.equals(PKCSObjectIdentifiers.keyBag)) {
                keys.add(Pkcs8.readPlain(value.toASN1Primitive().getEncoded()));
            }
        } catch (BadKey ofAnotherKind) {
            // A chain may hold certificates of kinds we cannot use; ours is looked for among the rest.
            return;
        } catch (IOException malformed) {
            throw new BadKeyFile("The file is no PFX file");
        }
    }

    private void countEncrypted() throws BadKeyFile {
        if (++encryptedCount > MAX_ENCRYPTED) {
            throw new BadKeyFile("The PFX file has more than " + MAX_ENCRYPTED + " encrypted parts");
        }
    }

    private static Digest digest(ASN1ObjectIdentifier algorithm) throws BadKeyFile {
        if (algorithm.equals(NISTObjectIdentifiers.id_sha256)) {
            return new SHA256Digest();
        }
        if (algorithm.equals(OIWObjectIdentifiers.idSHA1)) {
            return new SHA1Digest();
        }
        if (algorithm.equals(NISTObjectIdentifiers.id_sha384)) {
            return new SHA384Digest();
        }
        if (algorithm.equals(NISTObjectIdentifiers.id_sha512)) {
            return new SHA512Digest();
        }
        throw new BadKeyFile("The PFX file's MAC is of a kind that is not supported");
    }
}
