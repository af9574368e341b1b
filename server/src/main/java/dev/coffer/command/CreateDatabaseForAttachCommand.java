package dev.coffer.command;

import dev.coffer.catalog.AttachedServer;
import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.Lineage;
import dev.coffer.catalog.LogicalNames;
import dev.coffer.catalog.NewDatabase;
import dev.coffer.engine.Attachment;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.CreateDatabaseForAttach;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * CREATE DATABASE ... FOR ATTACH: asks a server elsewhere whether it can be backed up, then lists it as a database.
 * Nothing is changed there.
 */
public final class CreateDatabaseForAttachCommand implements Command<CreateDatabaseForAttach> {

    private final Premises premises;
    private final LiveDatabases databases;

    public CreateDatabaseForAttachCommand(Premises premises, LiveDatabases databases) {
        this.premises = premises;
        this.databases = databases;
    }

    @Override
    public void execute(CreateDatabaseForAttach statement, Caller caller) throws SqlError {
        String name = statement.database().text();
        DatabaseUses.Hold claim = premises.uses()
                .tryClaim(name, DatabaseUses.Purpose.CHANGE)
                .orElseThrow(() -> Message.DATABASE_EXISTS.error(name));
        try {
            if (Catalog.isSystemName(name)
                    || premises.catalog().databases().find(name).isPresent()) {
                throw Message.DATABASE_EXISTS.error(name);
            }
            attach(
                    name,
                    new AttachedServer(
                            statement.server().value(), statement.credential().text()),
                    caller);
        } finally {
            claim.close();
        }
    }

    private void attach(String name, AttachedServer server, Caller caller) throws SqlError {
        DatabaseHome home = premises.homes().fresh(Optional.empty(), Optional.empty());
        new Recovering(premises).note(home);
        boolean listed = false;
        try {
            Attachment found = databases.with(
                    server, elsewhere -> premises.engine().attach(home, elsewhere, caller.cancellation()));
            premises.catalog()
                    .databases()
                    .attach(
                            new NewDatabase(
                                    name,
                                    LogicalNames.of(name),
                                    home,
                                    premises.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                                    Lineage.begin(Optional.of(found.systemId()), found.timeline()),
                                    caller.login()),
                            server);
            listed = true;
        } finally {
            if (listed) {
                premises.homes().settle(home);
            } else if (!premises.catalog().databases().mayName(home)) {
                premises.homes().discard(home);
            }
        }
    }
}
