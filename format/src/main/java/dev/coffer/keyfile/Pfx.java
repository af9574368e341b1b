package dev.coffer.keyfile;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.KeyId;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.crypto.Pbkdf2;
import dev.coffer.crypto.RandomSource;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * A PFX file (PKCS#12, RFC 7292): a certificate and its private key under one password of any characters. Everything
 * is encrypted with PBES2 (AES-256-CBC, PBKDF2-HMAC-SHA256) and authenticated with HMAC-SHA256, 600,000 iterations
 * each, as {@code openssl pkcs12} and Windows from 2019 on read it. Thread-safe.
 */
public final class Pfx {

    private static final int MAC_SALT_BYTES = 16;

    private final RandomSource random;

    public Pfx(RandomSource random) {
        this.random = random;
    }

    /** What was in the file: a private key and its certificate; further certificates are left behind. */
    public record Contents(X509Certificate certificate, PrivateKey privateKey) {}

    /**
     * @param name shown as the friendly name
     * @param password UTF-8, not empty
     * @throws IllegalArgumentException when the key is not the certificate's
     */
    public byte[] write(String name, X509Certificate certificate, PrivateKey key, SecretBytes password) {
        if (!KeyMatch.matches(key, certificate)) {
            throw new IllegalArgumentException("The private key is not the certificate's");
        }
        try (SecretBytes plainKey = KeyPairs.encode(key)) {
            ASN1Set attributes = attributes(name, KeyId.of(certificate.getPublicKey()));
            CertBag certBag =
                    new CertBag(PKCSObjectIdentifiers.x509Certificate, new DEROctetString(certificate.getEncoded()));
            byte[] certificates = new DERSequence(
                            new SafeBag(PKCSObjectIdentifiers.certBag, certBag.toASN1Primitive(), attributes))
                    .getEncoded(ASN1Encoding.DER);
            PasswordCipher.Encrypted shrouded = PasswordCipher.encrypt(plainKey, password, random);
            EncryptedPrivateKeyInfo keyInfo = new EncryptedPrivateKeyInfo(shrouded.algorithm(), shrouded.bytes());
            byte[] keys = new DERSequence(new SafeBag(
                            PKCSObjectIdentifiers.pkcs8ShroudedKeyBag, keyInfo.toASN1Primitive(), attributes))
                    .getEncoded(ASN1Encoding.DER);
            byte[] safe = new DERSequence(new ASN1Encodable[] {encrypted(certificates, password), data(keys)})
                    .getEncoded(ASN1Encoding.DER);
            return new org.bouncycastle.asn1.pkcs.Pfx(data(safe), mac(safe, password)).getEncoded(ASN1Encoding.DER);
        } catch (IOException | CertificateEncodingException e) {
            throw new IllegalStateException("The PFX file cannot be encoded", e);
        }
    }

    /**
     * The private key of the file and the certificate that matches it.
     *
     * @throws WrongPassword when the file's MAC does not come out
     * @throws BadKeyFile when the file is no PFX file, is damaged, asks for too many iterations, has no MAC, or holds
     *     not exactly one private key
     */
    public static Contents read(byte[] file, SecretBytes password) throws BadKeyFile, WrongPassword {
        return PfxReader.read(file, password);
    }

    private ContentInfo encrypted(byte[] content, SecretBytes password) {
        try (SecretBytes plain = SecretBytes.copyOf(content)) {
            PasswordCipher.Encrypted encrypted = PasswordCipher.encrypt(plain, password, random);
            return new ContentInfo(
                    PKCSObjectIdentifiers.encryptedData,
                    new EncryptedData(
                            PKCSObjectIdentifiers.data, encrypted.algorithm(), new DEROctetString(encrypted.bytes())));
        }
    }

    private MacData mac(byte[] safe, SecretBytes password) {
        byte[] salt = random.bytes(MAC_SALT_BYTES);
        byte[] value = Pkcs12Kdf.mac(new SHA256Digest(), safe, salt, Pbkdf2.ITERATIONS, password);
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        return new MacData(new DigestInfo(sha256, value), salt, Pbkdf2.ITERATIONS);
    }

    private static ContentInfo data(byte[] content) {
        return new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(content));
    }

    private static ASN1Set attributes(String name, byte[] localKeyId) {
        ASN1EncodableVector attributes = new ASN1EncodableVector();
        attributes.add(attribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(name)));
        attributes.add(attribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, new DEROctetString(localKeyId)));
        return new DERSet(attributes);
    }

    private static DERSequence attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new DERSequence(new ASN1Encodable[] {type, new DERSet(value)});
    }
}
