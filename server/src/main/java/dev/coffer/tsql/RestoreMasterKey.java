package dev.coffer.tsql;

import java.util.List;

/**
 * {@code RESTORE MASTER KEY FROM { FILE = 'path' | URL = 'url' } DECRYPTION BY PASSWORD = 'password' ENCRYPTION BY
 * PASSWORD = 'password' [FORCE]}: as that of the current database.
 *
 * @param opening the password of the file
 * @param sealing the password of the key from then on
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-master-key-transact-sql">RESTORE MASTER
 *     KEY</a>
 */
public record RestoreMasterKey(Position position, KeyMedium source, Secret opening, Secret sealing, Force force)
        implements Statement {
    @Override
    public String words() {
        return "RESTORE MASTER KEY";
    }

    @Override
    public List<Secret> secrets() {
        return List.of(opening, sealing);
    }
}
