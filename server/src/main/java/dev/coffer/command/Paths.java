package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Turns a file name of a statement into a path of this machine. Scripts written for Windows run as they are:
 *
 * <ul>
 *   <li>{@code X:\a\b.bak} is {@code drive_x/a/b.bak} below the instance's folder; a segment finds an existing entry
 *       without regard to case, and {@code ..} stops at the drive;
 *   <li>{@code \a\b.bak} is on drive C;
 *   <li>{@code \\server\share\b.bak} is refused with operating system error 53;
 *   <li>{@code /a/b.bak} is taken as it stands;
 *   <li>anything else lies below {@code backup/} or {@code keys/}, by purpose, and does not leave it.
 * </ul>
 *
 * Folders below the instance's folder are made on the way (0700); those of {@code /} paths are not. Thread-safe.
 */
public final class Paths {

    private static final Pattern DRIVE = Pattern.compile("([A-Za-z]):(.*)", Pattern.DOTALL);
    private static final Pattern SEPARATOR = Pattern.compile("[\\\\/]+");

    private final Path instanceFolder;

    /** @param instanceFolder absolute */
    public Paths(Path instanceFolder) {
        this.instanceFolder = instanceFolder.toAbsolutePath().normalize();
    }

    /** Where files lie that lose their names as soon as they are open. */
    public Path scratchFolder() {
        return instanceFolder;
    }

    /** Where a bare name goes. */
    Path folder(Purpose purpose) {
        return instanceFolder.resolve(purpose.folder);
    }

    /** What the file is for: decides where a bare name goes and which error a bad name gets. */
    public enum Purpose {
        BACKUP("backup"),
        KEY("keys"),
        DATABASE("db");

        private final String folder;

        Purpose(String folder) {
            this.folder = folder;
        }
    }

    /** Whether the folders on the way are made. */
    public enum Access {
        READ,
        WRITE
    }

    /**
     * @param written as the statement has it
     * @param path absolute and normalised
     * @param mapped whether the path is another than was written
     */
    public record Resolved(String written, Path path, boolean mapped) {

        /** Tells the client the real path, when it is not what was written (message PATH_MAPPED). */
        public void report(Caller caller) {
            if (mapped) {
                caller.inform(Message.PATH_MAPPED, written, path);
            }
        }
    }

    /**
     * @throws SqlError CANNOT_OPEN_DEVICE with an operating system error for a UNC or malformed path of a backup;
     *     INVALID_ZERO_LENGTH_DEVICE for an empty one; for key files CANNOT_WRITE_FILE or KEY_FILE_INVALID
     */
    public Resolved resolve(String written, Purpose purpose, Access access) throws SqlError {
        if (written.isBlank()) {
            throw purpose == Purpose.BACKUP
                    ? Message.INVALID_ZERO_LENGTH_DEVICE.error()
                    : refusal(
                            written,
                            purpose,
                            access,
                            "123(The filename, directory name, or volume label syntax is incorrect.)");
        }
        if (purpose == Purpose.BACKUP && (written.equalsIgnoreCase("NUL") || written.equalsIgnoreCase("NUL:"))) {
            throw Message.NOT_SUPPORTED.error("The device NUL");
        }
        if (written.startsWith("\\\\")) {
            throw refusal(written, purpose, access, "53(The network path was not found.)")
                    .withHint("Mount the share and name its local path.");
        }
        try {
            return place(written, purpose, access);
        } catch (InvalidPathException malformed) {
            throw refusal(
                            written,
                            purpose,
                            access,
                            "123(The filename, directory name, or volume label syntax is incorrect.)")
                    .causedBy(malformed);
        } catch (IOException failed) {
            throw refusal(written, purpose, access, reason(failed)).causedBy(failed);
        }
    }

    private Resolved place(String written, Purpose purpose, Access access) throws IOException {
        if (written.startsWith("/")) {
            Path path = Path.of(written).normalize();
            return new Resolved(written, path, false);
        }
        Matcher drive = DRIVE.matcher(written);
        if (drive.matches()) {
            Path root = instanceFolder.resolve("drive_" + drive.group(1).toLowerCase(Locale.ROOT));
            return new Resolved(written, below(root, drive.group(2), access), true);
        }
        if (written.startsWith("\\")) {
            return new Resolved(written, below(instanceFolder.resolve("drive_c"), written, access), true);
        }
        Path path = below(instanceFolder.resolve(purpose.folder), written, access);
        return new Resolved(written, path, true);
    }

    private static Path below(Path root, String rest, Access access) throws IOException {
        List<String> segments = new ArrayList<>();
        for (String segment : SEPARATOR.split(rest)) {
            if (segment.equals("..")) {
                if (!segments.isEmpty()) {
                    segments.remove(segments.size() - 1);
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.add(segment);
            }
        }
        Path path = root;
        for (String segment : segments) {
            path = child(path, segment);
        }
        if (access == Access.WRITE) {
            makeFolders(segments.isEmpty() ? path : parentOf(path));
        }
        return path;
    }

    /** Names on Windows differ in more than case: what {@code C:\Backup} wrote, {@code c:\BACKUP} reads. */
    private static Path child(Path folder, String name) throws IOException {
        Path exact = folder.resolve(name);
        if (Files.exists(exact) || !Files.isDirectory(folder)) {
            return exact;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> String.valueOf(entry.getFileName()).equalsIgnoreCase(name))
                    .sorted()
                    .findFirst()
                    .orElse(exact);
        }
    }

    private static Path parentOf(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private static void makeFolders(Path folder) throws IOException {
        Files.createDirectories(folder, PrivateModes.FOLDER);
    }

    private static SqlError refusal(String written, Purpose purpose, Access access, String reason) {
        if (purpose == Purpose.KEY) {
            return access == Access.WRITE ? Message.CANNOT_WRITE_FILE.error(written) : Message.KEY_FILE_INVALID.error();
        }
        return Message.CANNOT_OPEN_DEVICE.error(written, reason);
    }

    private static String reason(IOException failed) {
        return failed instanceof AccessDeniedException
                ? "5(Access is denied.)"
                : "3(The system cannot find the path specified.)";
    }
}
