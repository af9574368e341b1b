package dev.coffer.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates of a TLS server, signed by their own key (RFC 5280, RFC 6125). Thread-safe. */
public final class ServerCertificates {

    private static final int SERIAL_BYTES = 16;

    private ServerCertificates() {}

    /**
     * What clients will check.
     *
     * @param hostNames the first also becomes the common name; at least one
     * @param addresses IPv4 or IPv6, as text
     */
    public record Request(List<String> hostNames, List<String> addresses, Instant notBefore, Instant notAfter) {
        public Request {
            hostNames = List.copyOf(hostNames);
            addresses = List.copyOf(addresses);
            if (hostNames.isEmpty() || !notAfter.isAfter(notBefore)) {
                throw new IllegalArgumentException("A server's certificate needs a name and a time to be valid in");
            }
        }
    }

    /** @param pair EC P-256 */
    public static X509Certificate selfSigned(KeyPair pair, Request request, RandomSource random) {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, request.hostNames().get(0))
                .build();
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name,
                new BigInteger(1, random.bytes(SERIAL_BYTES)).clearBit(127).setBit(126),
                Date.from(request.notBefore()),
                Date.from(request.notAfter()),
                name,
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, names(request));
            return Certificates.parseDer(
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                            .getEncoded());
        } catch (OperatorCreationException | IOException | BadKey failed) {
            throw new IllegalStateException("The server's certificate cannot be built", failed);
        }
    }

    private static GeneralNames names(Request request) {
        List<GeneralName> names = new ArrayList<>();
        request.hostNames().forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
        request.addresses().forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        return new GeneralNames(names.toArray(new GeneralName[0]));
    }
}
