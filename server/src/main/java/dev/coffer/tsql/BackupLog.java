package dev.coffer.tsql;

/**
 * {@code BACKUP LOG name TO device [, ...] [WITH option [, ...]]}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/backup-transact-sql">BACKUP</a>
 */
public record BackupLog(Position position, Name database, TargetDevices devices, BackupOptions options)
        implements Statement {
    @Override
    public String words() {
        return "BACKUP LOG";
    }
}
