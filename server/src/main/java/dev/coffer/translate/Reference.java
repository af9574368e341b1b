package dev.coffer.translate;

/**
 * A table or view that a statement names, in lower case.
 *
 * @param database the current database when none was written
 * @param schema dbo when none was written
 */
public record Reference(String database, String schema, String object, Scope scope) {

    /** Its schema in the cluster: master and msdb share one. */
    public String engineSchema() {
        if (schema.equals("information_schema")) {
            return "tsql_information_schema";
        }
        return database.equals("msdb") && schema.equals("dbo") ? "msdb_dbo" : schema;
    }

    /** Which cluster has it. */
    public enum Scope {
        DATABASE,
        /** In master or msdb, which share a cluster: sys.databases, msdb.dbo.backupset. */
        SERVER
    }
}
