package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** ENCRYPTION (...): the algorithm and the certificates of a backup. */
final class EncryptionParser {

    private final TokenReader tokens;

    EncryptionParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind ENCRYPTION. ALGORITHM must come first. */
    Encryption parse(Position place) throws SqlError {
        tokens.expectSign("(");
        tokens.expect("ALGORITHM");
        tokens.expectSign("=");
        Encryption.Algorithm algorithm = switch (tokens.peek().word()) {
            case "AES_128" -> Encryption.Algorithm.AES_128;
            case "AES_192" -> Encryption.Algorithm.AES_192;
            case "AES_256" -> Encryption.Algorithm.AES_256;
            case "TRIPLE_DES_3KEY" -> Encryption.Algorithm.TRIPLE_DES_3KEY;
            default -> throw tokens.unexpected();
        };
        tokens.next();
        List<Name> certificates = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        tokens.expectSign(",");
        do {
            if (certificates.size() == tokens.limits().certificates()) {
                throw tokens.unexpected();
            }
            if (tokens.at("SERVER", "ASYMMETRIC")) {
                throw tokens.notSupported("ENCRYPTION with SERVER ASYMMETRIC KEY", tokens.position());
            }
            tokens.expect("SERVER", "CERTIFICATE");
            tokens.expectSign("=");
            Name certificate = tokens.name();
            if (!seen.add(certificate.text().toLowerCase(Locale.ROOT))) {
                throw tokens.unexpectedBefore();
            }
            certificates.add(certificate);
        } while (tokens.takeSign(","));
        tokens.expectSign(")");
        return new Encryption(place, algorithm, certificates);
    }
}
