package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.LogicalNames;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.LiveDatabase;
import dev.coffer.engine.LiveDatabase.DatabaseSize;
import dev.coffer.errors.SqlError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How big the databases of an instance are, as their folders say, running or not, and what they call their files. What
 * was measured is shown again for a while, so that asking often costs nothing. Thread-safe.
 */
public final class DatabaseSizes {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSizes.class);

    /** A file holds up to a GiB, so a walk looks at some thousand entries, and not more often than that. */
    private static final Duration SHOWN_AGAIN = Duration.ofSeconds(10);

    private static final int MASTER_ID = 1;
    private static final int MSDB_ID = 4;

    private final Catalog catalog;
    private final Engine engine;
    private final LongSupplier nanoTime;
    private final Map<Object, Measured> measured = new ConcurrentHashMap<>();

    private record Measured(DatabaseSize size, long nanos) {}

    private interface Opening {
        LiveDatabase open() throws EngineException;
    }

    /** @param nanoTime a clock that never goes back */
    public DatabaseSizes(Catalog catalog, Engine engine, LongSupplier nanoTime) {
        this.catalog = catalog;
        this.engine = engine;
        this.nanoTime = nanoTime;
    }

    /** All that are known, as the array of objects that the views read; master and msdb share their files. */
    String asJson() throws SqlError {
        List<String> objects = new ArrayList<>();
        Optional<DatabaseSize> system = size(Catalog.MASTER, catalog::masterDatabase);
        objects.add(object(MASTER_ID, Catalog.MASTER, LogicalNames.of(Catalog.MASTER), system));
        objects.add(object(MSDB_ID, Catalog.MSDB, LogicalNames.of(Catalog.MSDB), system));
        List<Object> homes = new ArrayList<>(List.of(Catalog.MASTER));
        for (DatabaseEntry entry : catalog.databases().all()) {
            if (entry.attached().isEmpty()) {
                DatabaseHome home = entry.home();
                homes.add(home.id());
                Optional<DatabaseSize> size = size(home.id(), () -> engine.open(home));
                objects.add(object(entry.databaseId(), entry.name(), entry.files(), size));
            }
        }
        measured.keySet().retainAll(homes);
        return "[" + String.join(",", objects) + "]";
    }

    private static String object(int databaseId, String name, LogicalNames files, Optional<DatabaseSize> size) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("id", databaseId);
        fields.put("name", name);
        fields.put("data_name", files.data());
        fields.put("log_name", files.log());
        fields.put("data", size.map(DatabaseSize::dataBytes).orElse(null));
        fields.put("log", size.map(DatabaseSize::logBytes).orElse(null));
        return SessionsAsJson.object(fields);
    }

    /** Empty for one whose files cannot be seen now, as while it is restored. */
    private Optional<DatabaseSize> size(Object home, Opening opening) {
        long now = nanoTime.getAsLong();
        Measured last = measured.get(home);
        if (last != null && now - last.nanos() < SHOWN_AGAIN.toNanos()) {
            return Optional.of(last.size());
        }
        try {
            DatabaseSize size = opening.open().size();
            measured.put(home, new Measured(size, now));
            return Optional.of(size);
        } catch (EngineException unseen) {
            LOG.debug("The size of {} is not known", home, unseen);
            return Optional.ofNullable(last).map(Measured::size);
        }
    }
}
