package dev.coffer.keyfile;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.BadKey;
import dev.coffer.crypto.Certificates;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificates and private keys by what is in the file, never by its name: DER or PEM, PKCS#8, the older RSA and
 * EC structures, PVK. PFX files hold both and are read by {@link Pfx}. Thread-safe.
 */
public final class KeyFile {

    /** Key files have a few KiB; more is refused before it is looked at. */
    public static final int MAX_BYTES = 1 << 20;

    private KeyFile() {}

    /** What a file turns out to hold. */
    public enum Format {
        CERTIFICATE,
        PKCS8,
        ENCRYPTED_PKCS8,
        /** PKCS#1 (RFC 8017 appendix A.1.2). */
        RSA_PRIVATE_KEY,
        /** SEC 1 (RFC 5915). */
        EC_PRIVATE_KEY,
        PVK,
        PFX,
        /** A CMS structure, such as the backup of a master key. */
        CMS,
        UNKNOWN
    }

    private record Content(Format format, byte[] der) {}

    /** What the file holds; of a PEM file with several blocks, the first private key, or else the first block. */
    public static Format detect(byte[] file) {
        if (file.length > MAX_BYTES) {
            return Format.UNKNOWN;
        }
        try {
            return privateKey(file).map(Content::format).orElseGet(() -> formatOf(file));
        } catch (BadKeyFile malformed) {
            return Format.UNKNOWN;
        }
    }

    /** The certificate in DER or PEM; of a chain in PEM, the first. */
    public static X509Certificate readCertificate(byte[] file) throws BadKeyFile {
        requireBearable(file);
        try {
            if (!Pem.isPem(file)) {
                return Certificates.parseDer(file);
            }
            for (Pem.Block block : Pem.blocks(file)) {
                if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                    return Certificates.parseDer(block.der());
                }
            }
        } catch (BadKey e) {
            throw new BadKeyFile(e);
        }
        throw new BadKeyFile("The PEM file holds no certificate");
    }

    /**
     * The RSA or EC private key, its numbers checked.
     *
     * @param password UTF-8; null when none was given; not needed, and then not looked at, for a key in the clear
     * @throws WrongPassword when the file is encrypted and the password, or its absence, does not open it
     * @throws BadKeyFile for every other reason
     */
    public static PrivateKey readPrivateKey(byte[] file, @Nullable SecretBytes password)
            throws BadKeyFile, WrongPassword {
        requireBearable(file);
        Content content = privateKey(file).orElseThrow(() -> new BadKeyFile("The file holds no private key"));
        return switch (content.format()) {
            case PVK -> Pvk.read(content.der(), password);
            case PKCS8 -> Pkcs8.readPlain(content.der());
            case RSA_PRIVATE_KEY, EC_PRIVATE_KEY -> Pkcs8.readPlain(asPkcs8(content));
            case ENCRYPTED_PKCS8 -> {
                if (password == null) {
                    throw new WrongPassword();
                }
                yield Pkcs8.readEncrypted(content.der(), password);
            }
            case CERTIFICATE, PFX, CMS, UNKNOWN -> throw new BadKeyFile("The file holds no private key");
        };
    }

    static void requireBearable(byte[] file) throws BadKeyFile {
        if (file.length > MAX_BYTES) {
            throw new BadKeyFile("A key file has at most " + MAX_BYTES + " bytes, not " + file.length);
        }
    }

    /** The first private key of the file. */
    private static Optional<Content> privateKey(byte[] file) throws BadKeyFile {
        List<byte[]> candidates =
                Pem.isPem(file) ? Pem.blocks(file).stream().map(Pem.Block::der).toList() : List.of(file);
        for (byte[] candidate : candidates) {
            Format format = formatOf(candidate);
            switch (format) {
                case PVK, PKCS8, ENCRYPTED_PKCS8, RSA_PRIVATE_KEY, EC_PRIVATE_KEY -> {
                    return Optional.of(new Content(format, candidate));
                }
                case CERTIFICATE, PFX, CMS, UNKNOWN -> {}
            }
        }
        return Optional.empty();
    }

    private static Format formatOf(byte[] file) {
        if (Pvk.isPvk(file)) {
            return Format.PVK;
        }
        try {
            if (Pem.isPem(file)) {
                List<Pem.Block> blocks = Pem.blocks(file);
                return blocks.isEmpty()
                        ? Format.UNKNOWN
                        : formatOfDer(blocks.get(0).der());
            }
        } catch (BadKeyFile malformed) {
            return Format.UNKNOWN;
        }
        return formatOfDer(file);
    }

    private static Format formatOfDer(byte[] der) {
        Optional<ASN1Sequence> parsed = Der.sequence(der).filter(sequence -> sequence.size() >= 2);
        if (parsed.isEmpty()) {
            return Format.UNKNOWN;
        }
        ASN1Encodable first = parsed.get().getObjectAt(0);
        ASN1Encodable second = parsed.get().getObjectAt(1);
        if (first instanceof ASN1Integer version) {
            return formatOfVersioned(version, second);
        }
        if (first instanceof ASN1ObjectIdentifier) {
            return Format.CMS;
        }
        if (first instanceof ASN1Sequence && second instanceof ASN1OctetString) {
            return Format.ENCRYPTED_PKCS8;
        }
        boolean signed = first instanceof ASN1Sequence
                && parsed.get().size() == 3
                && parsed.get().getObjectAt(2) instanceof ASN1BitString;
        return signed ? Format.CERTIFICATE : Format.UNKNOWN;
    }

    private static Format formatOfVersioned(ASN1Integer version, ASN1Encodable second) {
        if (second instanceof ASN1Integer) {
            return Format.RSA_PRIVATE_KEY;
        }
        if (second instanceof ASN1OctetString) {
            return Format.EC_PRIVATE_KEY;
        }
        if (!(second instanceof ASN1Sequence)) {
            return Format.UNKNOWN;
        }
        return version.hasValue(3) ? Format.PFX : Format.PKCS8;
    }

    private static byte[] asPkcs8(Content content) throws BadKeyFile {
        try {
            ASN1Sequence structure =
                    Der.sequence(content.der()).orElseThrow(() -> new BadKeyFile("The private key is malformed"));
            AlgorithmIdentifier algorithm = content.format() == Format.RSA_PRIVATE_KEY
                    ? new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE)
                    : new AlgorithmIdentifier(
                            X9ObjectIdentifiers.id_ecPublicKey,
                            ECPrivateKey.getInstance(structure).getParametersObject());
            return new PrivateKeyInfo(algorithm, structure).getEncoded();
        } catch (IOException | IllegalArgumentException | NullPointerException malformed) {
            throw new BadKeyFile("The private key is malformed");
        }
    }
}
