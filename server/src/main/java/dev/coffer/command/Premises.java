package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.engine.Engine;
import java.time.Clock;

/**
 * What the commands of one instance work with.
 *
 * @param catalog master and msdb
 * @param engine hosts the databases
 * @param homes places for databases
 * @param uses who is in which database
 * @param devices where backups go and come from
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
        Devices devices,
        Paths paths,
        ErrorLog errorLog,
        ServerNames names,
        Clock clock) {}
