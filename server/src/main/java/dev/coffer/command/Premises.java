package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.engine.Engine;
import dev.coffer.storage.Store;
import java.time.Clock;

/**
 * What the commands of one instance work with.
 *
 * @param catalog master and msdb
 * @param engine hosts the databases
 * @param homes places for databases
 * @param uses who is in which database
 * @param store where DISK devices lie
 * @param paths from names in statements to paths
 * @param errorLog what operators read later
 * @param names how the server calls itself
 * @param clock the time
 */
public record Premises(
        Catalog catalog,
        Engine engine,
        Homes homes,
        DatabaseUses uses,
        Store store,
        Paths paths,
        ErrorLog errorLog,
        ServerNames names,
        Clock clock) {}
