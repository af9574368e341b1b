package dev.coffer.crypto;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** X.509 certificates: self-signed ones made, others read (RFC 5280). Thread-safe. */
public final class Certificates {

    /** Certificates of key files are a few KiB; more is refused before parsing. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final Pattern DISTINGUISHED_NAME =
            Pattern.compile("\\s*(?:[A-Za-z][A-Za-z0-9-]*|[0-9]+(?:\\.[0-9]+)+)\\s*=.*", Pattern.DOTALL);

    private Certificates() {}

    /** What a certificate's key is for: decides its KeyUsage extension. */
    public enum Purpose {
        /** Recipient of data keys; also endorses signers. */
        ENCRYPTION,
        /** Signs backup sets. */
        SIGNING
    }

    /**
     * What goes into a self-signed certificate.
     *
     * @param subject a distinguished name ({@code CN=..., O=...}), or any other text, which becomes the common name
     * @param notBefore whole seconds count
     * @param notAfter before the year 10000; before notBefore, the certificate is never valid
     */
    public record Request(String subject, Instant notBefore, Instant notAfter, Purpose purpose) {

        private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

        public Request {
            if (subject.isBlank()) {
                throw new IllegalArgumentException("A certificate needs a subject");
            }
            if (!notAfter.isBefore(YEAR_10000)) {
                throw new IllegalArgumentException("A certificate cannot run until " + notAfter);
            }
        }
    }

    /**
     * A certificate signed by its own key with SHA-256 (SHA-384 on P-384), with a random 128-bit serial number and our
     * {@link KeyId} as its SubjectKeyIdentifier, so that {@code openssl cms -decrypt -recip} finds the recipient.
     */
    public static X509Certificate selfSigned(KeyPair pair, Request request, RandomSource random) {
        X500Name name = name(request.subject());
        SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name, serial(random), Date.from(request.notBefore()), Date.from(request.notAfter()), name, key);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage(request.purpose(), pair.getPublic())));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyId.of(pair.getPublic())));
            ContentSigner signer = new JcaContentSignerBuilder(algorithm(pair.getPublic())).build(pair.getPrivate());
            return parseDer(builder.build(signer).getEncoded());
        } catch (CertIOException | OperatorCreationException e) {
            throw new IllegalStateException("The certificate cannot be built", e);
        } catch (java.io.IOException | BadKey e) {
            throw new IllegalStateException("The certificate just built does not read", e);
        }
    }

    /** The certificate in exactly these bytes, with an RSA or EC key this project can use. */
    public static X509Certificate parseDer(byte[] der) throws BadKey {
        if (der.length > MAX_BYTES) {
            throw new BadKey("A certificate has at most " + MAX_BYTES + " bytes, not " + der.length);
        }
        try {
            ByteArrayInputStream input = new ByteArrayInputStream(der);
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
            if (der.length == 0 || der[0] != 0x30 || input.available() > 0) {
                throw new BadKey("The file is not one certificate in DER");
            }
            KeyPairs.checked(certificate.getPublicKey());
            return certificate;
        } catch (CertificateException malformed) {
            throw new BadKey("The file is not one certificate in DER");
        }
    }

    /** 128 bits, of which the upper two are fixed so that the length never varies and the sign is plus. */
    private static BigInteger serial(RandomSource random) {
        return new BigInteger(1, random.bytes(16)).clearBit(127).setBit(126);
    }

    private static X500Name name(String subject) {
        if (DISTINGUISHED_NAME.matcher(subject).matches()) {
            try {
                return new X500Name(BCStyle.INSTANCE, subject);
            } catch (IllegalArgumentException notOne) {
                return commonName(subject);
            }
        }
        return commonName(subject);
    }

    private static X500Name commonName(String text) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, text).build();
    }

    private static int usage(Purpose purpose, PublicKey key) {
        if (purpose == Purpose.SIGNING) {
            return KeyUsage.digitalSignature;
        }
        int receives = key instanceof RSAPublicKey ? KeyUsage.keyEncipherment : KeyUsage.keyAgreement;
        return KeyUsage.digitalSignature | receives;
    }

    private static String algorithm(PublicKey key) throws BadKey {
        if (key instanceof RSAPublicKey) {
            return "SHA256withRSA";
        }
        if (key instanceof java.security.interfaces.ECPublicKey ec) {
            return Curve.of(ec.getParams()) == Curve.P384 ? "SHA384withECDSA" : "SHA256withECDSA";
        }
        throw new BadKey("The public key is neither RSA nor EC");
    }
}
