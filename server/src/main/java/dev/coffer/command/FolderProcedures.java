package dev.coffer.command;

import dev.coffer.command.Paths.Access;
import dev.coffer.command.Paths.Purpose;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.Parameter;
import dev.coffer.result.SqlType;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * xp_fileexist, xp_dirtree and xp_create_subdir: what tools ask of the server's file system before a backup. Paths are
 * found as those of backups are; links are shown and never followed.
 */
public final class FolderProcedures {

    private static final SqlType TEXT = SqlType.nvarchar(4000);
    private static final SqlType INT = SqlType.of("int");
    private static final SqlType BIT = SqlType.of("bit");
    private static final String PATH = "@path";
    private static final String EXISTS = "@file_exists";
    private static final String DEPTH = "@depth";
    private static final String FILES = "@file";

    /** Deeper than any folder that a person made. */
    private static final int DEEPEST = 100;

    private final Paths paths;

    public FolderProcedures(Premises premises) {
        this.paths = premises.paths();
    }

    public List<Procedure> all() {
        Procedure.Formal path = Procedure.Formal.required(PATH, TEXT);
        return List.of(
                new OnPath(
                        "xp_fileexist",
                        List.of(
                                path,
                                new Procedure.Formal(
                                        EXISTS, INT, Procedure.Presence.OPTIONAL, Parameter.Direction.OUT)),
                        this::exists),
                new OnPath(
                        "xp_dirtree",
                        List.of(path, Procedure.Formal.optional(DEPTH, INT), Procedure.Formal.optional(FILES, INT)),
                        this::tree),
                new OnPath("xp_create_subdir", List.of(path), this::create));
    }

    private interface Work {
        void run(Caller caller, Arguments arguments) throws SqlError, IOException;
    }

    private record OnPath(String name, List<Formal> parameters, Work work) implements Procedure {
        @Override
        public int run(Caller caller, Arguments arguments) throws SqlError {
            try {
                work.run(caller, arguments);
                return 0;
            } catch (IOException failed) {
                String reason = failed instanceof AccessDeniedException
                        ? "5, 'Access is denied.'"
                        : "3, 'The system cannot find the path specified.'";
                throw Message.EXTENDED_PROCEDURE_FAILED
                        .error(name + "() returned error " + reason)
                        .causedBy(failed);
            }
        }
    }

    private Path path(Arguments arguments) throws SqlError {
        String written = arguments.text(PATH);
        return paths.resolve(written == null ? "" : written, Purpose.BACKUP, Access.READ)
                .path();
    }

    private void exists(Caller caller, Arguments arguments) throws SqlError {
        Path path = path(arguments);
        boolean file = Files.isRegularFile(path);
        if (arguments.given(EXISTS)) {
            arguments.set(EXISTS, INT, file ? 1 : 0);
            return;
        }
        Path parent = path.getParent();
        caller.sink()
                .columns(List.of(
                        Column.of("File Exists", BIT),
                        Column.of("File is a Directory", BIT),
                        Column.of("Parent Directory Exists", BIT)));
        caller.sink().row(new Object[] {file, Files.isDirectory(path), parent == null || Files.isDirectory(parent)});
        caller.sink().done(1);
    }

    private void tree(Caller caller, Arguments arguments) throws SqlError, IOException {
        Path path = path(arguments);
        Integer depth = arguments.number(DEPTH);
        Integer files = arguments.number(FILES);
        boolean all = files != null && files != 0;
        Column name = Column.of("subdirectory", SqlType.nvarchar(512));
        Column level = Column.of("depth", INT);
        caller.sink().columns(all ? List.of(name, level, Column.of("file", INT)) : List.of(name, level));
        Walk walk = new Walk(caller, depth == null || depth <= 0 ? DEEPEST : Math.min(depth, DEEPEST), all);
        if (Files.isDirectory(path)) {
            walk.into(path, 1);
        }
        caller.sink().done(walk.rows);
    }

    private static final class Walk {

        private final Caller caller;
        private final int deepest;
        private final boolean files;
        private long rows;

        Walk(Caller caller, int deepest, boolean files) {
            this.caller = caller;
            this.deepest = deepest;
            this.files = files;
        }

        /** A folder that cannot be read shows nothing, as in SQL Server. */
        void into(Path folder, int depth) throws IOException {
            List<Path> entries;
            try (Stream<Path> found = Files.list(folder)) {
                entries = found.sorted().toList();
            } catch (AccessDeniedException closed) {
                return;
            }
            for (Path entry : entries) {
                caller.cancellation().check();
                boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
                String name = String.valueOf(entry.getFileName());
                if (files) {
                    row(name, depth, isFolder ? 0 : 1);
                } else if (isFolder) {
                    row(name, depth);
                }
                if (isFolder && depth < deepest) {
                    into(entry, depth + 1);
                }
            }
        }

        private void row(Object... values) {
            caller.sink().row(values);
            rows++;
        }
    }

    private void create(Caller caller, Arguments arguments) throws SqlError, IOException {
        Files.createDirectories(path(arguments), PrivateModes.FOLDER);
    }
}
