package dev.coffer.crypto;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides which provider does what. The Amazon Corretto Crypto Provider does AES-GCM, SHA-2, HMAC,
 * signatures and new key pairs where its native library loads (Linux on x86_64, temporary folder not mounted noexec);
 * everywhere else the JDK does. BouncyCastle is used as an object and is never registered: the process's provider list
 * stays as it was.
 *
 * <p>Thread-safe.
 */
public final class Providers {

    private static final @Nullable Provider NATIVE = loadNative();

    private Providers() {}

    /** Which provider does the bulk work, in words for a log line: its name and version, or why it is the JDK. */
    public static String description() {
        Provider loaded = NATIVE;
        return loaded == null ? "JDK (" + whyNotNative() + ")" : loaded.getInfo();
    }

    static Cipher aesGcm() {
        return cipher("AES/GCM/NoPadding");
    }

    static Cipher cipher(String transformation) {
        return get(provider ->
                provider == null ? Cipher.getInstance(transformation) : Cipher.getInstance(transformation, provider));
    }

    static Mac mac(String algorithm) {
        return get(provider -> provider == null ? Mac.getInstance(algorithm) : Mac.getInstance(algorithm, provider));
    }

    static MessageDigest digest(String algorithm) {
        return get(provider -> provider == null
                ? MessageDigest.getInstance(algorithm)
                : MessageDigest.getInstance(algorithm, provider));
    }

    static Signature signature(String algorithm) {
        return get(provider ->
                provider == null ? Signature.getInstance(algorithm) : Signature.getInstance(algorithm, provider));
    }

    static KeyPairGenerator keyPairGenerator(String algorithm) {
        return get(provider -> provider == null
                ? KeyPairGenerator.getInstance(algorithm)
                : KeyPairGenerator.getInstance(algorithm, provider));
    }

    private interface Factory<T> {
        T from(@Nullable Provider provider) throws GeneralSecurityException;
    }

    private static <T> T get(Factory<T> factory) {
        if (NATIVE != null) {
            try {
                return factory.from(NATIVE);
            } catch (GeneralSecurityException absent) {
                // The native provider does not have this one; the JDK, asked next, has.
            }
        }
        try {
            return factory.from(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks a required algorithm: " + e.getMessage(), e);
        }
    }

    private static @Nullable Provider loadNative() {
        try {
            AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
            return provider.getLoadingError() == null ? provider : null;
        } catch (LinkageError absent) {
            return null;
        }
    }

    private static String whyNotNative() {
        try {
            Throwable error = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
            return error == null ? "native provider not in use" : "native provider did not load: " + error.getMessage();
        } catch (LinkageError absent) {
            return "native provider did not load: " + absent.getMessage();
        }
    }
}
