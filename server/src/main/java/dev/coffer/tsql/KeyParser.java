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

    /** Behind BACKUP MASTER KEY. */
    Statement backupMasterKey(Position start) throws SqlError {
        tokens.expect("TO");
        KeyMedium target = medium();
        tokens.expect("ENCRYPTION", "BY");
        return new BackupMasterKey(start, target, tokens.password());
    }

    /** Behind RESTORE MASTER KEY: DECRYPTION before ENCRYPTION, FORCE last. */
    Statement restoreMasterKey(Position start) throws SqlError {
        tokens.expect("FROM");
        KeyMedium source = medium();
        tokens.expect("DECRYPTION", "BY");
        Secret opening = tokens.password();
        try {
            tokens.expect("ENCRYPTION", "BY");
            Secret sealing = tokens.password();
            Force force = tokens.take("FORCE") ? Force.FORCE : Force.ASK;
            return new RestoreMasterKey(start, source, opening, sealing, force);
        } catch (SqlError refused) {
            opening.close();
            throw refused;
        }
    }

    private KeyMedium medium() throws SqlError {
        if (tokens.take("URL")) {
            tokens.expectSign("=");
            return new KeyMedium.Url(tokens.text());
        }
        tokens.expect("FILE");
        tokens.expectSign("=");
        return new KeyMedium.File(tokens.text());
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
