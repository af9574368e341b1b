package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.engine.Integrity;
import dev.coffer.engine.SuspectPage;
import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers the pages that a statement finds damaged, and lists them in msdb. Pages beyond the first {@value
 * Integrity#MOST_SUSPECTS} would push those out again. Thread-safe.
 */
final class FoundSuspects implements Consumer<SuspectPage> {

    private static final Logger LOG = LoggerFactory.getLogger(FoundSuspects.class);

    private final Premises premises;
    private final DatabaseEntry database;
    private final List<SuspectPage> pages = new ArrayList<>();

    FoundSuspects(Premises premises, DatabaseEntry database) {
        this.premises = premises;
        this.database = database;
    }

    @Override
    public synchronized void accept(SuspectPage page) {
        if (pages.size() < Integrity.MOST_SUSPECTS) {
            pages.add(page);
        }
    }

    /** The statement says itself what is wrong, so a list that cannot be written fails nothing. */
    synchronized void list() {
        try {
            premises.catalog()
                    .suspectPages()
                    .found(database.databaseId(), pages, premises.clock().instant());
        } catch (SqlError failed) {
            LOG.warn("Damaged pages of {} are not in msdb", database.name(), failed);
        }
    }
}
