package dev.coffer.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A peer made of shell commands. Its figures include the CPU time that the database server spent on it. */
final class Peer implements Contender {

    /**
     * Removing a thousand files would slow down whoever creates the next thousand (ext4 passes over inodes that were
     * just freed), so earlier results stay until the end.
     */
    private static final String KEEP_RESTORED =
            "mkdir -p kept; [ ! -e restored ] || mv restored \"$(mktemp -d kept/XXXXXX)\"; mkdir -m 700 restored";

    private final String name;
    private final Shell shell;
    private final DebianCluster cluster;
    private final Path repository;
    private final List<Task> tasks;

    /**
     * The commands of a peer.
     *
     * @param prepare before each backup, unmeasured: an empty repository
     * @param backup into the repository
     * @param prune after it, unmeasured: earlier backups go
     * @param restore from it, into a folder of that purpose, durable at the end
     * @param verify every stored byte
     * @param differential what changed since the backup; empty for whoever has none
     */
    record Commands(
            String prepare,
            String backup,
            String prune,
            String restore,
            String verify,
            Optional<String> differential) {}

    Peer(String name, Shell shell, DebianCluster cluster, Path repository, Commands commands) {
        this.name = name;
        this.shell = shell;
        this.cluster = cluster;
        this.repository = repository;
        this.tasks = new ArrayList<>(List.of(
                new Command("backup", commands.prepare(), commands.backup()),
                new Command("restore", commands.prune() + "; " + KEEP_RESTORED, commands.restore()),
                new Command("verify", "true", commands.verify())));
        commands.differential().ifPresent(script -> tasks.add(new Command("differential", changing(cluster), script)));
    }

    private static String changing(DebianCluster cluster) {
        return cluster.command(GeneratedRows.CHANGE) + " && " + cluster.command("CHECKPOINT");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Task> tasks(int round) {
        return tasks;
    }

    @Override
    public void close() {}

    private final class Command implements Task {

        private final String taskName;
        private final String preparation;
        private final String script;

        Command(String taskName, String preparation, String script) {
            this.taskName = taskName;
            this.preparation = preparation;
            this.script = script;
        }

        @Override
        public String name() {
            return taskName;
        }

        @Override
        public void prepare() throws IOException {
            shell.run(preparation);
        }

        @Override
        public Measure run() throws IOException {
            double serverBefore = cluster.cpuSeconds();
            Shell.Run run = shell.run(script);
            double server = cluster.cpuSeconds() - serverBefore;
            return new Measure(run.wallSeconds(), run.cpuSeconds() + server, run.peakMebibytes(), resultBytes());
        }

        private long resultBytes() throws IOException {
            return Files.exists(repository) ? Folders.sizeBytes(repository.toRealPath()) : 0;
        }
    }
}
