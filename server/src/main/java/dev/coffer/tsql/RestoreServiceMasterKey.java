package dev.coffer.tsql;

import java.util.List;

/**
 * {@code RESTORE SERVICE MASTER KEY FROM FILE = 'path' DECRYPTION BY PASSWORD = 'password' [FORCE]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-service-master-key-transact-sql">RESTORE SERVICE
 *     MASTER KEY</a>
 */
public record RestoreServiceMasterKey(Position position, Text file, Secret password, Force force) implements Statement {
    @Override
    public String words() {
        return "RESTORE SERVICE MASTER KEY";
    }

    @Override
    public List<Secret> secrets() {
        return List.of(password);
    }
}
