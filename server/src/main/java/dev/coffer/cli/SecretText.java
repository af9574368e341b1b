package dev.coffer.cli;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BatchParser;
import dev.coffer.tsql.Secret;
import dev.coffer.tsql.Statement;
import java.util.List;
import java.util.regex.Pattern;

/** Tells what must not be kept: text with a password or another secret in it. Rather too much than too little. */
final class SecretText {

    private static final Pattern WORDS =
            Pattern.compile("PASSWORD|PASSPHRASE|SECRET|PWD|ADDLOGIN", Pattern.CASE_INSENSITIVE);

    /** In what does not parse, perhaps by a slip in the very word PASSWORD, a literal near these may be one. */
    private static final Pattern NEAR_SECRETS =
            Pattern.compile("ENCRYPTION|DECRYPTION|\\bKEY\\b|LOGIN|CREDENTIAL|CERTIFICATE", Pattern.CASE_INSENSITIVE);

    /** GO is the client's and no part of what is parsed. */
    private static final Pattern GO =
            Pattern.compile("^\\s*GO(\\s+\\d+)?\\s*;?\\s*$", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private SecretText() {}

    /** @param batch as typed, with its GO */
    static boolean isIn(String batch) {
        if (WORDS.matcher(batch).find()) {
            return true;
        }
        try {
            boolean found = false;
            for (Statement statement : new BatchParser().parse(GO.matcher(batch).replaceAll(""))) {
                List<Secret> secrets = statement.secrets();
                secrets.forEach(Secret::close);
                found |= !secrets.isEmpty();
            }
            return found;
        } catch (SqlError unparsed) {
            return batch.contains("'") && NEAR_SECRETS.matcher(batch).find();
        }
    }
}
