package dev.coffer.command;

import dev.coffer.translate.Environment;

/** What a statement's functions and system variables show. */
final class Environments {

    private static final String VERSION = "Coffer " + HeaderOnlyRows.VERSION_MAJOR + "." + HeaderOnlyRows.VERSION_MINOR
            + "." + HeaderOnlyRows.VERSION_BUILD + ".0 (X64) \n\tEncrypted backups on PostgreSQL";

    private Environments() {}

    static Environment of(Caller caller, ServerNames names) {
        return new Environment(
                caller.database(),
                caller.login(),
                names.serverName(),
                VERSION,
                caller.state().rowCount());
    }
}
