package dev.coffer.translate;

/**
 * A table or view that a statement names, in lower case.
 *
 * @param database the current database when none was written
 * @param schema dbo when none was written
 */
public record Reference(String database, String schema, String object, Scope scope) {

    /** Which cluster has it. */
    public enum Scope {
        DATABASE,
        /** A view of the instance: sys.databases, msdb.dbo.backupset; lives in the master cluster. */
        SERVER
    }
}
