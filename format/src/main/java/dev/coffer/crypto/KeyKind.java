package dev.coffer.crypto;

/** The kinds of key pairs that are generated here. */
public enum KeyKind {
    RSA_2048("RSA", 2048, ""),
    /** The default of certificates, as in SQL Server 2022. */
    RSA_3072("RSA", 3072, ""),
    RSA_4096("RSA", 4096, ""),
    EC_P256("EC", 256, "secp256r1"),
    /** The kind of the instance's signing key. */
    EC_P384("EC", 384, "secp384r1");

    private final String algorithm;
    private final int lengthBits;
    private final String curve;

    KeyKind(String algorithm, int lengthBits, String curve) {
        this.algorithm = algorithm;
        this.lengthBits = lengthBits;
        this.curve = curve;
    }

    /** The JCA's word: {@code RSA} or {@code EC}. */
    public String algorithm() {
        return algorithm;
    }

    public int lengthBits() {
        return lengthBits;
    }

    /** The curve's name in SEC 2, empty for RSA. */
    String curve() {
        return curve;
    }
}
