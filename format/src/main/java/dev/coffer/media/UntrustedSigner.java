package dev.coffer.media;

/** The set is whole, but nobody this reader trusts signed it. */
public final class UntrustedSigner extends Exception {
    private static final long serialVersionUID = 1L;

    private final String fingerprint;

    /** @param fingerprint SHA-256 of the signer's SubjectPublicKeyInfo, 64 upper-case hexadecimal digits */
    public UntrustedSigner(String fingerprint) {
        super("The set is signed by 0x" + fingerprint + ", which is not trusted");
        this.fingerprint = fingerprint;
    }

    public String fingerprint() {
        return fingerprint;
    }
}
