package dev.coffer.crypto;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.KEKRecipientInfo;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.PasswordRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * A 32-byte key in a CMS AuthEnvelopedData (RFC 5083) under AES-256-GCM (RFC 5084), for exactly one recipient, which
 * {@code openssl cms -decrypt -inform DER -binary} opens. Recipients are an RSA key of 2048 bits or more
 * (RSAES-OAEP with SHA-256, RFC 4056), an EC key on P-256 or P-384 (ephemeral ECDH, SHA-256 KDF, AES-256 key wrap,
 * RFC 5753), a 32-byte key-encryption key (AES-256 key wrap) or a password (PBKDF2-HMAC-SHA256, RFC 8018, PWRI-KEK of
 * RFC 3211). A public key is named by its {@link KeyId} as SubjectKeyIdentifier, never by issuer and serial number.
 *
 * <p>Nothing else is read: no PKCS#1 v1.5 padding, no EnvelopedData, no other cipher, no attributes, no second
 * recipient, no encoding but DER.
 *
 * <p>Thread-safe.
 */
public final class CmsEnvelope {

    /** The most bytes of an envelope that is looked at. The largest we write has about 800. */
    public static final int MAX_BYTES = 64 * 1024;

    /** The content and every key-encryption key. */
    public static final int KEY_BYTES = 32;

    private static final byte[] NO_ATTRIBUTES = new byte[0];

    private final RandomSource random;

    public CmsEnvelope(RandomSource random) {
        this.random = random;
    }

    /** For whom an envelope is. */
    public enum Kind {
        RSA,
        EC,
        KEY_ENCRYPTION_KEY,
        PASSWORD
    }

    private interface Check {
        void check(RecipientInfo recipient) throws BadKey;
    }

    private record Form(Kind kind, Check check) {}

    private static final Map<Class<?>, Form> FORMS = Map.of(
            KeyTransRecipientInfo.class, new Form(Kind.RSA, RsaOaep::check),
            KeyAgreeRecipientInfo.class, new Form(Kind.EC, EcAgreement::check),
            KEKRecipientInfo.class, new Form(Kind.KEY_ENCRYPTION_KEY, KekWrap::check),
            PasswordRecipientInfo.class, new Form(Kind.PASSWORD, PasswordWrap::check));

    /** How the content key gets into a RecipientInfo. */
    interface KeyWrapper {
        RecipientInfo wrap(SecretBytes contentKey) throws GeneralSecurityException, BadKey;
    }

    /** How the content key comes out of a RecipientInfo, whose form it checks first. */
    interface KeyUnwrapper {
        SecretBytes unwrap(RecipientInfo recipient) throws GeneralSecurityException, BadKey;
    }

    /**
     * For the holder of a private key.
     *
     * @throws IllegalArgumentException when the key is neither RSA of at least 2048 bits nor EC on P-256 or P-384
     */
    public byte[] wrap(SecretBytes key, PublicKey recipient) {
        return wrap(key, recipient instanceof RSAPublicKey rsa ? RsaOaep.wrapper(rsa) : EcAgreement.wrapper(recipient));
    }

    /**
     * For the holder of a key-encryption key.
     *
     * @param kek of {@link #KEY_BYTES}
     * @param kekId its {@link KeyId}, 20 bytes: {@code -secretkeyid} of openssl
     */
    public byte[] wrap(SecretBytes key, SecretBytes kek, byte[] kekId) {
        return wrap(key, KekWrap.wrapper(kek, kekId));
    }

    /** For whoever knows the password, in UTF-8 and not empty: {@code -pwri_password} of openssl. */
    public byte[] wrapWithPassword(SecretBytes key, SecretBytes password) {
        return wrap(key, PasswordWrap.wrapper(password, random));
    }

    /**
     * The key inside, for the holder of the private key.
     *
     * @param keyId the {@link KeyId} of the public half; an envelope for another one is refused
     */
    public SecretBytes unwrap(byte[] cms, PrivateKey key, byte[] keyId) throws EnvelopeRefused {
        return unwrap(
                cms, key instanceof ECPrivateKey ec ? EcAgreement.unwrapper(ec, keyId) : RsaOaep.unwrapper(key, keyId));
    }

    /** The key inside, for the holder of the key-encryption key with this id. */
    public SecretBytes unwrap(byte[] cms, SecretBytes kek, byte[] kekId) throws EnvelopeRefused {
        return unwrap(cms, KekWrap.unwrapper(kek, kekId));
    }

    /** The key inside, for whoever knows the password. Costs up to {@link Pbkdf2#MAX_ITERATIONS}, about 0.7 s. */
    public SecretBytes unwrapWithPassword(byte[] cms, SecretBytes password) throws EnvelopeRefused {
        return unwrap(cms, PasswordWrap.unwrapper(password));
    }

    /** For whom the envelope is, once its whole outer form has been checked: everything that needs no key. */
    public Kind kind(byte[] cms) throws EnvelopeRefused {
        try {
            RecipientInfo recipient = Parsed.of(cms).recipient();
            Form form = FORMS.get(recipient.getInfo().getClass());
            if (form != null) {
                form.check().check(recipient);
                return form.kind();
            }
        } catch (IOException | BadKey | RuntimeException malformed) {
            throw new EnvelopeRefused();
        }
        throw new EnvelopeRefused();
    }

    /** Refuses a recipient that does not come out the same when rebuilt from its parts. */
    static void requireSame(RecipientInfo given, RecipientInfo rebuilt) throws BadKey {
        try {
            if (Arrays.equals(given.getEncoded(ASN1Encoding.DER), rebuilt.getEncoded(ASN1Encoding.DER))) {
                return;
            }
        } catch (IOException malformed) {
            throw new BadKey("The envelope's recipient is malformed");
        }
        throw new BadKey("The envelope's recipient is not in canonical form");
    }

    private byte[] wrap(SecretBytes key, KeyWrapper wrapper) {
        if (key.length() != KEY_BYTES) {
            throw new IllegalArgumentException("An envelope holds " + KEY_BYTES + " bytes, not " + key.length());
        }
        byte[] nonce = random.bytes(Aead.NONCE_BYTES);
        try (SecretBytes contentKey = random.key(KEY_BYTES);
                Aead aead = new Aead(contentKey)) {
            byte[] sealed = key.use(SecretAccess.GRANTED, plain -> aead.seal(nonce, NO_ATTRIBUTES, plain));
            EncryptedContentInfo content = new EncryptedContentInfo(
                    CMSObjectIdentifiers.data,
                    new AlgorithmIdentifier(
                            NISTObjectIdentifiers.id_aes256_GCM, new GCMParameters(nonce, Aead.TAG_BYTES)),
                    new DEROctetString(Arrays.copyOf(sealed, KEY_BYTES)));
            AuthEnvelopedData enveloped = new AuthEnvelopedData(
                    null,
                    new DERSet(wrapper.wrap(contentKey)),
                    content,
                    null,
                    new DEROctetString(Arrays.copyOfRange(sealed, KEY_BYTES, sealed.length)),
                    null);
            return new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, enveloped).getEncoded(ASN1Encoding.DER);
        } catch (IOException | GeneralSecurityException | BadKey e) {
            throw new IllegalStateException("The envelope cannot be built", e);
        }
    }

    private static SecretBytes unwrap(byte[] cms, KeyUnwrapper unwrapper) throws EnvelopeRefused {
        try {
            Parsed parsed = Parsed.of(cms);
            try (SecretBytes contentKey = unwrapper.unwrap(parsed.recipient());
                    Aead aead = new Aead(contentKey)) {
                return SecretBytes.adopt(aead.open(parsed.nonce(), NO_ATTRIBUTES, parsed.sealed()));
            }
        } catch (IOException | GeneralSecurityException | BadKey | SealBroken | RuntimeException refused) {
            // No cause: what the layers below have to say tells reasons apart.
            throw new EnvelopeRefused();
        }
    }

    /** The parts of an envelope whose form is right. */
    private record Parsed(RecipientInfo recipient, byte[] nonce, byte[] sealed) {

        static Parsed of(byte[] cms) throws IOException, BadKey {
            require(cms.length <= MAX_BYTES);
            ContentInfo info = ContentInfo.getInstance(cms);
            require(info.getContentType().equals(CMSObjectIdentifiers.authEnvelopedData));
            AuthEnvelopedData data = AuthEnvelopedData.getInstance(info.getContent());
            // Rebuilt from its parts, because the parser looks away from some tags.
            require(Arrays.equals(new ContentInfo(info.getContentType(), data).getEncoded(ASN1Encoding.DER), cms));
            require(data.getVersion().hasValue(0));
            require(data.getOriginatorInfo() == null && data.getAuthAttrs() == null && data.getUnauthAttrs() == null);
            require(data.getRecipientInfos().size() == 1);
            EncryptedContentInfo content = data.getAuthEncryptedContentInfo();
            require(content.getContentType().equals(CMSObjectIdentifiers.data));
            AlgorithmIdentifier cipher = content.getContentEncryptionAlgorithm();
            require(cipher.getAlgorithm().equals(NISTObjectIdentifiers.id_aes256_GCM));
            GCMParameters parameters = GCMParameters.getInstance(cipher.getParameters());
            require(parameters.getNonce().length == Aead.NONCE_BYTES && parameters.getIcvLen() == Aead.TAG_BYTES);
            byte[] encrypted = content.getEncryptedContent().getOctets();
            byte[] tag = data.getMac().getOctets();
            require(encrypted.length == KEY_BYTES && tag.length == Aead.TAG_BYTES);
            byte[] sealed = Arrays.copyOf(encrypted, KEY_BYTES + Aead.TAG_BYTES);
            System.arraycopy(tag, 0, sealed, KEY_BYTES, Aead.TAG_BYTES);
            RecipientInfo recipient =
                    RecipientInfo.getInstance(data.getRecipientInfos().getObjectAt(0));
            return new Parsed(recipient, parameters.getNonce(), sealed);
        }

        private static void require(boolean condition) throws BadKey {
            if (!condition) {
                throw new BadKey("The envelope is not of the accepted form");
            }
        }
    }
}
