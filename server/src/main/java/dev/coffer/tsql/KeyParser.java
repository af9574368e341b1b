package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.Optional;

/** Statements about the service master key and database master keys. They take literals only, never variables. */
final class KeyParser {

    private final TokenReader tokens;

    KeyParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind CREATE MASTER KEY. */
    Statement createMasterKey(Position start) throws SqlError {
        if (!tokens.take("ENCRYPTION")) {
            return new CreateMasterKey(start, Optional.empty());
        }
        tokens.expect("BY");
        return new CreateMasterKey(start, Optional.of(tokens.password()));
    }

    /** Behind BACKUP SERVICE MASTER KEY. */
    Statement backupServiceMasterKey(Position start) throws SqlError {
        tokens.expect("TO", "FILE");
        tokens.expectSign("=");
        Text file = tokens.text();
        tokens.expect("ENCRYPTION", "BY");
        return new BackupServiceMasterKey(start, file, tokens.password());
    }

    /** Behind RESTORE SERVICE MASTER KEY. */
    Statement restoreServiceMasterKey(Position start) throws SqlError {
        tokens.expect("FROM", "FILE");
        tokens.expectSign("=");
        Text file = tokens.text();
        tokens.expect("DECRYPTION", "BY");
        Secret password = tokens.password();
        return new RestoreServiceMasterKey(start, file, password, tokens.take("FORCE") ? Force.FORCE : Force.ASK);
    }

    /** Behind ALTER SERVICE MASTER KEY. */
    Statement alterServiceMasterKey(Position start) throws SqlError {
        Force force = tokens.take("FORCE") ? Force.FORCE : Force.ASK;
        if (force == Force.ASK && (tokens.at("WITH") || tokens.at("ADD") || tokens.at("DROP"))) {
            throw tokens.notSupported("ALTER SERVICE MASTER KEY ... " + tokens.wordsAhead(2), start);
        }
        tokens.expect("REGENERATE");
        return new AlterServiceMasterKey(start, force);
    }
}
