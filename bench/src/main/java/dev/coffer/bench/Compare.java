package dev.coffer.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures backup, restore and verification of one generated database by Coffer and by its peers, in turns within one
 * run, so that whatever the machine does meanwhile touches all of them. Runs as root: the peers' cluster belongs to the
 * user postgres, Coffer's to its own.
 */
public final class Compare {

    private Compare() {}

    public static void main(String[] arguments) throws Exception {
        CompareOptions options = CompareOptions.parse(arguments);
        Path folder = options.folder();
        Folders.delete(folder);
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        GeneratedRows rows = GeneratedRows.ofMebibytes(options.mebibytes());
        PrintStream out = System.out;
        out.printf(Locale.ROOT, "Loading %,d rows%n", rows.rowCount());
        Table table = new Table();
        if (options.peers() == CompareOptions.Peering.WITH_PEERS) {
            withPeers(options, rows, table);
        }
        Folders.delete(folder);
    }

    private static void withPeers(CompareOptions options, GeneratedRows rows, Table table) throws Exception {
        Path folder = Files.createDirectory(options.folder().resolve("peers"));
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        Shell shell = new Shell(folder);
        Peers.configure(folder);
        try (DebianCluster cluster = DebianCluster.start(shell, folder, Peers.archiveCommand(folder))) {
            List<Contender> contenders = new ArrayList<>(Peers.of(shell, cluster, folder));
            cluster.load(rows);
            measure(contenders, options.rounds(), table);
            table.print(System.out, cluster.databaseBytes());
        }
    }

    private static void measure(List<Contender> contenders, int rounds, Table table) throws Exception {
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : contenders) {
                for (Contender.Task task : contender.tasks()) {
                    task.prepare();
                    Contender.Measure measure = task.run();
                    table.add(contender.name(), task.name(), measure);
                    System.out.printf(
                            Locale.ROOT,
                            "round %d: %s %s %.2f s%n",
                            round,
                            contender.name(),
                            task.name(),
                            measure.wallSeconds());
                }
            }
        }
    }
}
