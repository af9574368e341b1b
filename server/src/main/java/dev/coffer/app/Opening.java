package dev.coffer.app;

import dev.coffer.catalog.Catalog;
import dev.coffer.catalog.ServerOption;
import dev.coffer.command.DatabaseUses;
import dev.coffer.command.DefaultFolders;
import dev.coffer.command.Devices;
import dev.coffer.command.ErrorLog;
import dev.coffer.command.ErrorLogFile;
import dev.coffer.command.Homes;
import dev.coffer.command.Paths;
import dev.coffer.command.Premises;
import dev.coffer.command.ServerNames;
import dev.coffer.command.SystemRestore;
import dev.coffer.command.UrlDevices;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.Engine;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.postgres.PostgresEngine;
import dev.coffer.engine.postgres.PostgresSettings;
import dev.coffer.errors.SqlError;
import dev.coffer.keys.KeyFileSeal;
import dev.coffer.keys.KeyHierarchy;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.disk.DiskStore;
import dev.coffer.storage.objects.Uploads;
import dev.coffer.tsql.Shutdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the parts of an instance in their order: folder, engine, catalogue, what kills left behind, keys. Confined to
 * one thread; whoever holds the stack closes what was opened, also when a later part failed.
 */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final InstanceSettings settings;
    private final CloseStack parts;
    private final Clock clock = Clock.systemUTC();

    Opening(InstanceSettings settings, CloseStack parts) {
        this.settings = settings;
        this.parts = parts;
    }

    /** What the rest is built on. */
    record Opened(Premises premises, KeyHierarchy keys, ErrorLogFile errors, DataFolder folder, StartMode mode) {

        SystemRestore.Master masterReplacement(Consumer<Shutdown.Patience> ending) {
            return new SystemRestore.Master() {
                @Override
                public boolean isSingleUser() {
                    return mode == StartMode.SINGLE_USER;
                }

                @Override
                public void takeAtNextStart() throws IOException {
                    folder.orderRestoredMaster();
                }

                @Override
                public Consumer<Shutdown.Patience> ending() {
                    return ending;
                }
            };
        }
    }

    Opened open() throws InstanceFailure, SqlError, EngineException, IOException {
        DataFolder folder = parts.add(DataFolder.take(settings.dataFolder()));
        Engine engine = parts.add(new PostgresEngine(engineSettings(), new SecureRandom()));
        folder.takeRestoredMaster();
        engine.discard(Catalog.restoredMasterHome(folder.root()));
        Catalog catalog = parts.add(openCatalog(folder, engine));
        engine.boundLog(catalog.configuration().inUse(ServerOption.KEPT_LOG_MAX_MB));
        Homes homes = new Homes(folder.databases(), engine);
        sweep(homes, catalog);
        Store store = new DiskStore(folder.root().resolve("writing"), List.of(folder.root()));
        sweep(store);
        KeyHierarchy keys = parts.add(openKeys(folder.root(), catalog));
        Paths paths = new Paths(folder.root());
        ObjectStores outside = parts.add(new ObjectStores(
                Optional.of(folder.root().resolve("ca-certificates")),
                Uploads.rememberedIn(folder.root().resolve("uploading"), clock)));
        UrlDevices urls = new UrlDevices(keys, catalog, outside);
        sweep(urls);
        ErrorLogFile errors = new ErrorLogFile(folder.root().resolve("log"), clock, ZoneId.systemDefault());
        Premises premises = new Premises(
                catalog,
                engine,
                homes,
                new DatabaseUses(),
                new Devices(paths, store, urls, catalog.backupDevices()),
                paths,
                new ErrorLog(errors),
                new ServerNames(
                        settings.serverName(),
                        settings.serverName(),
                        ZoneId.systemDefault(),
                        DefaultFolders.of(paths, errors)),
                clock);
        return new Opened(premises, keys, errors, folder, settings.mode());
    }

    private PostgresSettings engineSettings() throws IOException {
        PostgresSettings defaults = PostgresSettings.defaults(System.getenv());
        return new PostgresSettings(
                settings.cacheFolder().orElse(defaults.cacheFolder()),
                settings.runFolder().orElse(defaults.runFolder()),
                defaults.serverUid(),
                settings.binFolder(),
                settings.idleStop(),
                defaults.serverSettings());
    }

    private Catalog openCatalog(DataFolder folder, Engine engine)
            throws InstanceFailure, SqlError, EngineException, IOException {
        DatabaseHome master = Catalog.masterHome(folder.root());
        if (folder.masterIsUnfinished()) {
            LOG.info("The first start was cut short; master is made anew");
            engine.discard(master);
        }
        folder.beginMaster(master.dataFolder());
        Catalog catalog = Catalog.open(
                engine, new Catalog.Settings(folder.root(), settings.serverName(), clock, new SystemSchema()));
        folder.finishMaster();
        return catalog;
    }

    private Path keyFile(UUID instanceId) throws IOException, InstanceFailure {
        if (settings.sealFile().isPresent()) {
            return settings.sealFile().get();
        }
        int uid = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return KeyFileSeal.defaultFile(instanceId, uid, System.getenv(), System.getProperty("user.home", ""))
                .orElseThrow(() -> new InstanceFailure(
                        "There is no place for the key file: set XDG_DATA_HOME or HOME, or name one with --seal-file.",
                        null));
    }

    private KeyHierarchy openKeys(Path root, Catalog catalog) throws SqlError, IOException, InstanceFailure {
        Path keyFile = keyFile(catalog.instanceId());
        return KeyHierarchy.open(
                catalog,
                new KeyHierarchy.Settings(
                        List.of(new KeyFileSeal(keyFile, root, catalog.instanceId())),
                        root.resolve("signing.cer"),
                        clock));
    }

    private static void sweep(Homes homes, Catalog catalog) throws SqlError, IOException {
        Set<UUID> listed = catalog.databases().all().stream()
                .map(entry -> entry.home().id())
                .collect(Collectors.toCollection(HashSet::new));
        catalog.restores().keptHomes().forEach(home -> listed.add(home.id()));
        homes.sweep(listed).forEach(home -> LOG.info("Removed the leftover {}", home.dataFolder()));
    }

    /** The network may be slow or away: nobody waits for it. */
    private static void sweep(UrlDevices urls) {
        Thread sweeper = new Thread(urls::sweep, "coffer-sweep");
        sweeper.setDaemon(true);
        sweeper.start();
    }

    /** A leftover on a disk that is not there today must not keep the instance from starting. */
    private static void sweep(Store store) {
        try {
            store.sweep().forEach(location -> LOG.info("Removed the leftover {}", location));
        } catch (StoreException unreachable) {
            LOG.warn("Leftovers of killed backups could not all be removed", unreachable);
        }
    }
}
