package dev.coffer.media;

/** Whom the reader trusts beyond endorsed signers: own signing keys, current and retired, and added ones. */
@FunctionalInterface
public interface SignerTrust {

    /** @param signerPublicKey DER of the signer's SubjectPublicKeyInfo */
    boolean trusts(byte[] signerPublicKey);
}
