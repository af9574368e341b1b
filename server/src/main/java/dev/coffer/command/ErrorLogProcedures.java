package dev.coffer.command;

import dev.coffer.command.ErrorLogFile.Entry;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Position;
import dev.coffer.tsql.TypeName;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * sp_readerrorlog, xp_readerrorlog and sp_cycle_errorlog. A log file is at most 10 MB, so that its entries fit into
 * memory.
 *
 * @see <a
 *     href="https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-readerrorlog-transact-sql">
 *     sp_readerrorlog</a>
 */
public final class ErrorLogProcedures {

    private static final int SERVER_LOG = 1;
    private static final SqlType TEXT = SqlType.nvarchar(4000);
    private static final SqlType INT = SqlType.of("int");
    private static final TypeName DATETIME = new TypeName("datetime", List.of(), new Position(1, 1));
    private static final String FILE_MISSING = "error 2, 'The system cannot find the file specified.'";

    private static final RowShape<Entry> SHAPE = new RowShape<Entry>()
            .column("LogDate", SqlType.of("datetime"), Entry::at)
            .column("ProcessInfo", SqlType.nvarchar(50), Entry::writer)
            .column("Text", TEXT, Entry::text);

    private final ErrorLogFile file;
    private final Evaluator evaluator;

    public ErrorLogProcedures(ErrorLogFile file, Evaluator evaluator) {
        this.file = file;
        this.evaluator = evaluator;
    }

    public List<Procedure> all() {
        List<Procedure.Formal> four = List.of(
                Procedure.Formal.optional("@p1", INT),
                Procedure.Formal.optional("@p2", INT),
                Procedure.Formal.optional("@p3", TEXT),
                Procedure.Formal.optional("@p4", TEXT));
        List<Procedure.Formal> seven = new ArrayList<>(four);
        seven.add(Procedure.Formal.optional("@p5", SqlType.of("datetime")));
        seven.add(Procedure.Formal.optional("@p6", SqlType.of("datetime")));
        seven.add(Procedure.Formal.optional("@p7", TEXT));
        return List.of(
                new OfLog("sp_readerrorlog", four, this::read),
                new OfLog("xp_readerrorlog", List.copyOf(seven), this::read),
                new OfLog("sp_cycle_errorlog", List.of(), this::cycle));
    }

    private interface Work {
        void run(Caller caller, Arguments arguments) throws SqlError, IOException;
    }

    private record OfLog(String name, List<Formal> parameters, Work work) implements Procedure {
        @Override
        public int run(Caller caller, Arguments arguments) throws SqlError {
            try {
                work.run(caller, arguments);
                return 0;
            } catch (IOException failed) {
                throw Message.EXTENDED_PROCEDURE_FAILED
                        .error(name + "() returned error 1117, 'The error log cannot be used.'")
                        .causedBy(failed);
            }
        }
    }

    private void read(Caller caller, Arguments arguments) throws SqlError, IOException {
        int archive = number(arguments, "@p1", 0);
        @Nullable LocalDateTime from = moment(arguments, "@p5", caller);
        @Nullable LocalDateTime until = moment(arguments, "@p6", caller);
        List<Entry> found = new ArrayList<>();
        boolean ours = number(arguments, "@p2", SERVER_LOG) == SERVER_LOG;
        boolean known = file.read(archive, entry -> {
            caller.cancellation().check();
            boolean wanted = contains(entry, arguments.text("@p3")) && contains(entry, arguments.text("@p4"));
            boolean inTime = (from == null || !entry.at().isBefore(from))
                    && (until == null || !entry.at().isAfter(until));
            if (ours && wanted && inTime) {
                found.add(entry);
            }
        });
        if (!known && archive != 0) {
            throw Message.EXTENDED_PROCEDURE_FAILED.error("xp_readerrorlog() returned " + FILE_MISSING);
        }
        if ("desc".equalsIgnoreCase(arguments.text("@p7"))) {
            Collections.reverse(found);
        }
        SHAPE.write(found, caller.sink());
    }

    private static int number(Arguments arguments, String name, int otherwise) {
        Integer given = arguments.number(name);
        return given == null ? otherwise : given;
    }

    private @Nullable LocalDateTime moment(Arguments arguments, String name, Caller caller) throws SqlError {
        Object given = arguments.value(name);
        return given == null ? null : (LocalDateTime) evaluator.converted(given, DATETIME, caller);
    }

    private static boolean contains(Entry entry, @Nullable String part) {
        return part == null || entry.text().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    private void cycle(Caller caller, Arguments arguments) throws IOException {
        file.cycle();
        caller.inform(Message.DBCC_COMPLETED);
    }
}
