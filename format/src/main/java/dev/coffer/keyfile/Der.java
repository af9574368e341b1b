package dev.coffer.keyfile;

import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import java.io.IOException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/** The first look at a file's ASN.1. BouncyCastle bounds the nesting depth; {@link KeyFile#MAX_BYTES} the size. */
final class Der {

    private Der() {}

    /** The sequence that fills these bytes to the end, if they hold one. */
    static Optional<ASN1Sequence> sequence(byte[] bytes) {
        try {
            return ASN1Primitive.fromByteArray(bytes) instanceof ASN1Sequence sequence
                    ? Optional.of(sequence)
                    : Optional.empty();
        } catch (IOException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    static boolean isSequence(SecretBytes bytes) {
        return bytes.use(
                SecretAccess.GRANTED,
                raw -> Der.sequence(raw).map(s -> s.size() > 0).orElse(false));
    }
}
