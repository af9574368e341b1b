package dev.coffer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The peers, each set up as its manual advises for two cores, zstd level 1 where it can be chosen, and encryption. */
final class Peers {

    static final String PIPELINE = "basebackup|zstd|age";

    private static final String PGBACKREST =
            "pgbackrest --config=\"$PWD/pgbackrest.conf\" --stanza=main --log-level-console=warn";
    private static final String RESTIC = "restic -q --no-cache -r restic-repository";

    private Peers() {}

    /** What PostgreSQL runs for each finished segment: pgBackRest's way to keep them. */
    static String archiveCommand(Path folder) {
        return "pgbackrest --config=" + folder + "/pgbackrest.conf --stanza=main archive-push %p";
    }

    /** Before the cluster starts, since it archives from its first segment on. */
    static void configure(Path folder) throws IOException {
        Files.writeString(folder.resolve("pgbackrest.conf"), """
                [global]
                repo1-path=%1$s/pgbackrest-repository
                repo1-cipher-type=aes-256-cbc
                repo1-cipher-pass=only for the comparison
                repo1-retention-full=1
                expire-auto=n
                compress-type=zst
                compress-level=1
                process-max=%2$d
                start-fast=y
                lock-path=%1$s
                log-path=%1$s
                spool-path=%1$s

                [main]
                pg1-path=%1$s/pg15
                pg1-socket-path=%1$s
                """.formatted(
                        folder, Runtime.getRuntime().availableProcessors()));
    }

    static List<Contender> of(Shell shell, DebianCluster cluster, Path folder) throws IOException {
        shell.run(PGBACKREST + " stanza-create");
        shell.run("age-keygen -o age.key 2> age.log");
        return List.of(
                pgBackRest(shell, cluster, folder),
                shellPipeline(shell, cluster, folder),
                restic(shell, cluster, folder));
    }

    private static Contender pgBackRest(Shell shell, DebianCluster cluster, Path folder) {
        Path repository = folder.resolve("pgbackrest-repository/backup/main/latest");
        return new Peer(
                "pgBackRest",
                shell,
                cluster,
                repository,
                new Peer.Commands(
                        "true",
                        PGBACKREST + " --type=full backup",
                        PGBACKREST + " expire",
                        PGBACKREST + " --pg1-path='" + folder + "/restored' restore",
                        PGBACKREST + " verify",
                        Optional.of(PGBACKREST + " --type=diff backup")));
    }

    private static String baseBackup(DebianCluster cluster) {
        return "pg_basebackup -h '" + cluster.socket() + "' -D - -Ft -X fetch -c fast";
    }

    private static Contender shellPipeline(Shell shell, DebianCluster cluster, Path folder) {
        return new Peer(
                PIPELINE,
                shell,
                cluster,
                folder.resolve("age-repository"),
                new Peer.Commands(
                        "rm -rf age-repository; mkdir age-repository",
                        baseBackup(cluster) + " | zstd -q -1 -T0 | age -e -i age.key -o age-repository/backup.age;"
                                + " sync age-repository/backup.age",
                        "true",
                        "age -d -i age.key age-repository/backup.age | zstd -q -d | tar x -C restored; "
                                + "sync -f restored",
                        "age -d -i age.key age-repository/backup.age | zstd -q -d > /dev/null",
                        Optional.empty()));
    }

    private static Contender restic(Shell shell, DebianCluster cluster, Path folder) {
        String password = "export RESTIC_PASSWORD='only for the comparison'; ";
        return new Peer(
                "restic",
                shell,
                cluster,
                folder.resolve("restic-repository"),
                new Peer.Commands(
                        password + "rm -rf restic-repository; " + RESTIC + " init",
                        password + baseBackup(cluster) + " | " + RESTIC + " backup --stdin --stdin-filename base.tar",
                        "true",
                        password + RESTIC + " dump latest base.tar | tar x -C restored; sync -f restored",
                        password + RESTIC + " check --read-data",
                        Optional.empty()));
    }
}
