package dev.coffer.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What an instance is opened with.
 *
 * @param dataFolder made when missing; one instance at a time owns it
 * @param sealFile the key file that seals the service master key, outside the data folder; empty: the default place
 * @param cacheFolder where the engine's binaries are unpacked; empty: the default place
 * @param runFolder where sockets lie; short, since socket paths are limited; empty: the default place
 * @param binFolder an installed PostgreSQL 18 or newer to use instead of the bundled one
 * @param idleStop how long a database is idle before it is stopped
 * @param mode what it is started for
 * @param serverName what @@SERVERNAME and errors show, 1 to 128 characters
 */
public record InstanceSettings(
        Path dataFolder,
        Optional<Path> sealFile,
        Optional<Path> cacheFolder,
        Optional<Path> runFolder,
        Optional<Path> binFolder,
        Duration idleStop,
        StartMode mode,
        String serverName) {

    private static final Duration DEFAULT_IDLE_STOP = Duration.ofMinutes(5);
    private static final int LONGEST_SERVER_NAME = 128;

    public InstanceSettings {
        dataFolder = dataFolder.toAbsolutePath().normalize();
        sealFile = sealFile.map(file -> file.toAbsolutePath().normalize());
        if (serverName.isEmpty() || serverName.length() > LONGEST_SERVER_NAME) {
            throw new IllegalArgumentException("Server name has " + serverName.length() + " characters, not 1 to 128");
        }
        if (idleStop.isNegative() || idleStop.isZero()) {
            throw new IllegalArgumentException("Idle stop must be positive, not " + idleStop);
        }
    }

    /** Everything in its default place. */
    public static InstanceSettings of(Path dataFolder, String serverName) {
        return new InstanceSettings(
                dataFolder,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                DEFAULT_IDLE_STOP,
                StartMode.NORMAL,
                serverName);
    }

    public InstanceSettings withSealFile(Path file) {
        return new InstanceSettings(
                dataFolder, Optional.of(file), cacheFolder, runFolder, binFolder, idleStop, mode, serverName);
    }

    public InstanceSettings withBinFolder(Path folder) {
        return new InstanceSettings(
                dataFolder, sealFile, cacheFolder, runFolder, Optional.of(folder), idleStop, mode, serverName);
    }

    public InstanceSettings withIdleStop(Duration duration) {
        return new InstanceSettings(
                dataFolder, sealFile, cacheFolder, runFolder, binFolder, duration, mode, serverName);
    }

    public InstanceSettings withMode(StartMode startMode) {
        return new InstanceSettings(
                dataFolder, sealFile, cacheFolder, runFolder, binFolder, idleStop, startMode, serverName);
    }
}
