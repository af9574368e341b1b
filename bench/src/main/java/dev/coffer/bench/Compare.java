package dev.coffer.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
        requireSpace(options);
        GeneratedRows rows = GeneratedRows.ofMebibytes(options.mebibytes());
        PrintStream out = System.out;
        out.printf(Locale.ROOT, "Loading %,d rows%n", rows.rowCount());
        Path rowsFile = folder.resolve("rows");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(rowsFile), 1 << 16)) {
            rows.writeTo(file);
        }
        Table table = new Table();
        long databaseBytes;
        try (Coffer coffer = coffer(folder, rowsFile)) {
            databaseBytes = coffer.databaseBytes();
            if (options.peers() == CompareOptions.Peering.WITH_PEERS) {
                withPeers(coffer, options, rowsFile, table);
            } else {
                measure(List.of(coffer), options.rounds(), table);
            }
        }
        Folders.delete(folder);
        table.print(out, databaseBytes);
        printGoals(out, table, options.peers());
    }

    /** Every restored copy stays until the end: four in a round, beside two databases and the repositories. */
    private static void requireSpace(CompareOptions options) throws IOException {
        long needed = ((long) options.mebibytes() << 20) * (4L * (options.rounds() + 1) + 6);
        long free = Files.getFileStore(options.folder()).getUsableSpace();
        if (free < needed) {
            throw new IOException(options.folder() + " has " + free + " bytes free, the comparison needs " + needed);
        }
    }

    private static Coffer coffer(Path folder, Path rows) throws Exception {
        Path own = Files.createDirectory(folder.resolve("coffer"));
        ManagedCluster cluster = new ManagedCluster(own);
        try {
            cluster.load(rows);
            return new Coffer(cluster, own);
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    private static void withPeers(Coffer coffer, CompareOptions options, Path rows, Table table) throws Exception {
        Path folder = Files.createDirectory(options.folder().resolve("peers"));
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        Shell shell = new Shell(folder);
        Peers.configure(folder);
        try (DebianCluster cluster = DebianCluster.start(shell, folder, Peers.archiveCommand(folder))) {
            List<Contender> contenders = new ArrayList<>();
            contenders.add(coffer);
            contenders.addAll(Peers.of(shell, cluster, folder));
            cluster.load(rows);
            try (Attached attached = new Attached(coffer, cluster, options.folder())) {
                contenders.add(attached);
                measure(contenders, options.rounds(), table);
            }
        }
    }

    /** What the issue asks for, and what was reached. */
    private static void printGoals(PrintStream out, Table table, CompareOptions.Peering peers) {
        double backup = table.medianSeconds(Coffer.NAME, Coffer.ENCRYPTED);
        out.printf(
                Locale.ROOT,
                "backup at %.0f %% of the codec's speed (goal 75); encryption costs %.1f %% elapsed (goal under 5)%n",
                100 * table.medianSeconds(Coffer.NAME, Coffer.CODEC) / backup,
                100 * (backup / table.medianSeconds(Coffer.NAME, Coffer.PLAIN) - 1));
        if (peers == CompareOptions.Peering.WITH_PEERS) {
            double restore = table.medianSeconds(Coffer.NAME, Coffer.RESTORE);
            double pgBackRestRestore = table.medianSeconds("pgBackRest", "restore");
            out.printf(
                    Locale.ROOT,
                    "backup %.1f x pgBackRest's speed (goal 2) with 1/%.1f of its CPU; restore %.1f x pgBackRest's"
                            + " (goal 1.5; %.1f x with recovery, which pgBackRest leaves to the server's start); verify %.1f x restic's check (goal 2)%n",
                    table.medianSeconds("pgBackRest", "backup") / backup,
                    table.medianCpuSeconds("pgBackRest", "backup")
                            / table.medianCpuSeconds(Coffer.NAME, Coffer.ENCRYPTED),
                    pgBackRestRestore / restore,
                    pgBackRestRestore / (restore + table.medianSeconds(Coffer.NAME, Coffer.RECOVERY)),
                    table.medianSeconds("restic", "verify") / table.medianSeconds(Coffer.NAME, "verify"));
            out.printf(
                    Locale.ROOT,
                    "differential of 2 %% changed rows %.1f x pgBackRest's speed (goal 8)%n",
                    table.medianSeconds("pgBackRest", Coffer.DIFFERENTIAL)
                            / table.medianSeconds(Coffer.NAME, Coffer.DIFFERENTIAL));
            out.printf(
                    Locale.ROOT,
                    "attached full %.1f x the speed of basebackup|zstd|age on the same server%n",
                    table.medianSeconds(Peers.PIPELINE, "backup") / table.medianSeconds(Coffer.NAME, Coffer.ATTACHED));
        }
    }

    /** Nobody pays for what another left in the page cache. */
    private static void settleDisk() throws IOException, InterruptedException {
        int status = new ProcessBuilder("sync").inheritIO().start().waitFor();
        if (status != 0) {
            throw new IOException("sync ended with " + status);
        }
    }

    private static void measure(List<Contender> contenders, int rounds, Table table) throws Exception {
        // Round 0 warms the compiler, the caches and the disk for everybody, and does not count.
        for (int round = 0; round <= rounds; round++) {
            for (Contender contender : contenders) {
                for (Contender.Task task : contender.tasks(round)) {
                    task.prepare();
                    settleDisk();
                    Contender.Measure measure = task.run();
                    if (round > 0) {
                        table.add(contender.name(), task.name(), measure);
                    }
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
