package dev.coffer.work;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A mount that only processes started behind {@link #inside} meet under its own path, and this one under {@link #seen}:
 * so a test has a small disk, or a stranger's file in a folder of its own, also without root. A process holds it in a
 * mount namespace, which without root lies in a user namespace; both go with that process.
 */
public final class PrivateMounts implements AutoCloseable {

    private final Process holder;

    private PrivateMounts(Process holder) {
        this.holder = holder;
    }

    /** A disk of that size, open to everybody, on an empty folder. */
    public static PrivateMounts smallDisk(Path folder, int megabytes) throws IOException, InterruptedException {
        return hold("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString());
    }

    /** A file where another file lies, with the owner that it has. */
    public static PrivateMounts fileOver(Path file, Path covered) throws IOException, InterruptedException {
        return hold("mount", "--bind", file.toString(), covered.toString());
    }

    private static PrivateMounts hold(String... mount) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("unshare", "--mount"));
        if (!Needs.root()) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(List.of("--", "sh", "-c", "\"$@\" && echo mounted && read -r end", "sh"));
        command.addAll(List.of(mount));
        Process holder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = holder.inputReader();
        boolean mounted = "mounted".equals(output.readLine());
        if (!mounted) {
            holder.destroyForcibly().waitFor();
        }
        Needs.require(mounted, "Nothing can be mounted here, not even in a namespace of one's own.");
        return new PrivateMounts(holder);
    }

    /** The words before the command of a process that is to meet the mount; it runs as the user that runs the test. */
    public List<String> inside() {
        String target = Long.toString(holder.pid());
        if (Needs.root()) {
            return List.of("nsenter", "--target", target, "--mount", "--");
        }
        return List.of(
                "nsenter",
                "--target",
                target,
                "--user",
                "--mount",
                "--preserve-credentials",
                "--",
                "unshare",
                "--user",
                "--map-user=" + Ids.of("unix:uid"),
                "--map-group=" + Ids.of("unix:gid"),
                "--");
    }

    /** Where this process finds what the others find at that path. */
    public Path seen(Path path) {
        return Path.of("/proc", Long.toString(holder.pid()), "root")
                .resolve(Path.of("/").relativize(path));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        holder.getOutputStream().close();
        holder.waitFor();
    }
}
