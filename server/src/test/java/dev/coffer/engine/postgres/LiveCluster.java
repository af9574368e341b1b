package dev.coffer.engine.postgres;

import dev.coffer.engine.HostedDatabase.Role;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The servers that run on the databases of some folder, seen from outside: also those of another process. */
public final class LiveCluster {

    private static final int SOCKET_FOLDER_LINE = 4;

    private LiveCluster() {}

    /**
     * An owner's connection that asks nobody.
     *
     * @param database a database's folder, whose server runs
     */
    public static Connection connect(Path database) throws IOException, SQLException {
        List<String> lock = Files.readAllLines(lockFile(database));
        return ServerConnections.open(Path.of(lock.get(SOCKET_FOLDER_LINE)).resolve(".s.PGSQL.5432"), Role.OWNER);
    }

    /** Process id of the server of that database. */
    public static long postmaster(Path database) throws IOException {
        return Long.parseLong(Files.readAllLines(lockFile(database)).get(0).strip());
    }

    private static Path lockFile(Path database) {
        return database.resolve("cluster/postmaster.pid");
    }

    /** Process ids of every server and backend whose data directory lies below the folder. */
    public static List<Long> processes(Path folder) throws IOException {
        List<Long> found = new ArrayList<>();
        Path root = folder.toRealPath();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (Path process : processes) {
                if (isServer(process, root)) {
                    found.add(Long.parseLong(String.valueOf(process.getFileName())));
                }
            }
        }
        return found;
    }

    private static boolean isServer(Path process, Path root) {
        try {
            // A directory that was removed under a server still shows its old path, with a word behind it.
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(root)
                    && Files.readSymbolicLink(process.resolve("exe")).toString().contains("/postgres");
        } catch (IOException gone) {
            return false;
        }
    }
}
