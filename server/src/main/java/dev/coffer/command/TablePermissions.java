package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.security.ServerPermissions.Deed;
import dev.coffer.translate.Reference;
import dev.coffer.translate.Translation;

/** What a statement needs for the tables and views that it names. The session's own temporary tables need nothing. */
final class TablePermissions {

    private static final String TEMPORARY = "pg_temp";

    private TablePermissions() {}

    /**
     * @param words the statement's; SELECT where a value or a condition is asked for
     * @throws SqlError 229, 262, 1088, 3701
     */
    static void require(String words, Translation translation, Caller caller) throws SqlError {
        for (Reference reference : translation.references()) {
            if (!reference.engineSchema().equals(TEMPORARY)) {
                require(words, reference, translation, caller);
            }
        }
    }

    private static void require(String words, Reference reference, Translation translation, Caller caller)
            throws SqlError {
        String name = translation.spelled(reference.engineSchema() + "." + reference.object());
        String object = name.substring(name.lastIndexOf('.') + 1);
        switch (words) {
            case "CREATE TABLE", "CREATE VIEW" -> caller.require(Deed.DO_IN_DATABASE, words, reference.database());
            case "SELECT INTO" -> caller.require(Deed.DO_IN_DATABASE, "CREATE TABLE", reference.database());
            case "DROP TABLE" -> caller.require(Deed.DROP_OBJECT, "drop", "table", name);
            case "DROP VIEW" -> caller.require(Deed.DROP_OBJECT, "drop", "view", name);
            case "ALTER TABLE", "TRUNCATE TABLE", "CREATE INDEX", "DROP INDEX" ->
                caller.require(Deed.ALTER_OBJECT, object);
            case "INSERT BULK" -> use("INSERT", object, reference, caller);
            default -> use(words, object, reference, caller);
        }
    }

    private static void use(String permission, String object, Reference reference, Caller caller) throws SqlError {
        boolean system = reference.engineSchema().equals("sys");
        caller.require(
                Deed.USE_OBJECT,
                permission,
                object,
                system ? "mssqlsystemresource" : reference.database(),
                system ? "sys" : "dbo");
    }
}
