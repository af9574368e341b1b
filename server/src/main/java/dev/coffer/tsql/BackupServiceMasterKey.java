package dev.coffer.tsql;

import java.util.List;

/**
 * {@code BACKUP SERVICE MASTER KEY TO FILE = 'path' ENCRYPTION BY PASSWORD = 'password'}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/backup-service-master-key-transact-sql">BACKUP SERVICE
 *     MASTER KEY</a>
 */
public record BackupServiceMasterKey(Position position, Text file, Secret password) implements Statement {
    @Override
    public String words() {
        return "BACKUP SERVICE MASTER KEY";
    }

    @Override
    public List<Secret> secrets() {
        return List.of(password);
    }
}
