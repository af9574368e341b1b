package dev.coffer.command;

import dev.coffer.command.Paths.Access;
import dev.coffer.command.Paths.Purpose;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.SqlType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** xp_fixeddrives: what is free where files of the drives go that scripts name. C is always there, as on Linux. */
public final class DrivesProcedure implements Procedure {

    private static final long MEBIBYTE = 1024 * 1024;

    private final Paths paths;

    public DrivesProcedure(Paths paths) {
        this.paths = paths;
    }

    @Override
    public String name() {
        return "xp_fixeddrives";
    }

    @Override
    public List<Formal> parameters() {
        return List.of();
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        List<Object[]> rows = new ArrayList<>();
        for (char letter = 'A'; letter <= 'Z'; letter++) {
            Path folder =
                    paths.resolve(letter + ":\\", Purpose.BACKUP, Access.READ).path();
            if (letter == 'C' || Files.isDirectory(folder)) {
                rows.add(new Object[] {String.valueOf(letter), free(folder)});
            }
        }
        caller.sink()
                .columns(
                        List.of(Column.of("drive", SqlType.sized("char", 1)), Column.of("MB free", SqlType.of("int"))));
        rows.forEach(caller.sink()::row);
        caller.sink().done(rows.size());
        return 0;
    }

    /** A drive that nothing was written to has no folder yet. */
    private int free(Path folder) throws SqlError {
        try {
            Path there = Files.isDirectory(folder) ? folder : paths.scratchFolder();
            return (int) Math.min(Integer.MAX_VALUE, Files.getFileStore(there).getUsableSpace() / MEBIBYTE);
        } catch (IOException unreadable) {
            throw Message.EXTENDED_PROCEDURE_FAILED
                    .error(name() + "() returned error 21, 'The device is not ready.'")
                    .causedBy(unreadable);
        }
    }
}
