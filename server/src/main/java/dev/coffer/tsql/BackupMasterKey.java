package dev.coffer.tsql;

import java.util.List;

/**
 * {@code BACKUP MASTER KEY TO { FILE = 'path' | URL = 'url' } ENCRYPTION BY PASSWORD = 'password'}: that of the current
 * database.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/backup-master-key-transact-sql">BACKUP MASTER KEY</a>
 */
public record BackupMasterKey(Position position, KeyMedium target, Secret password) implements Statement {
    @Override
    public String words() {
        return "BACKUP MASTER KEY";
    }

    @Override
    public List<Secret> secrets() {
        return List.of(password);
    }
}
