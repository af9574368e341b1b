package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.Trial;
import dev.coffer.tsql.Position;
import dev.coffer.tsql.RemoteOptions;
import dev.coffer.tsql.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * sp_test_backup_destination: writes a small object into a folder, container or bucket, reads, lists, locks and deletes
 * it, and says in one row each whether that works. Ours; SQL Server has nothing like it.
 */
public final class TryDestinationProcedure implements Procedure {

    private static final String URL = "@url";
    private static final String CREDENTIAL = "@credential";
    private static final String OPTIONS = "@backup_options";

    private static final RowShape<Trial> SHAPE = new RowShape<Trial>()
            .column("step", SqlType.nvarchar(10), trial -> trial.step().name().toLowerCase(Locale.ROOT))
            .column("works", SqlType.of("bit"), trial -> trial.refusal().isEmpty())
            .column(
                    "answer",
                    SqlType.nvarchar(4000),
                    trial -> trial.refusal()
                            .map(TryDestinationProcedure::said)
                            .or(trial::remark)
                            .orElse("OK"));

    private final Devices devices;

    public TryDestinationProcedure(Devices devices) {
        this.devices = devices;
    }

    @Override
    public String name() {
        return "sp_test_backup_destination";
    }

    @Override
    public List<Formal> parameters() {
        return List.of(
                Formal.required(URL, SqlType.nvarchar(260)),
                Formal.optional(CREDENTIAL, SqlType.nvarchar(128)),
                Formal.optional(OPTIONS, SqlType.nvarchar(4000)));
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        String url = arguments.text(URL);
        if (url == null || url.isBlank()) {
            throw Message.INVALID_PARAMETER.error(URL);
        }
        RemoteOptions options = new RemoteOptions(text(arguments.text(CREDENTIAL)), text(arguments.text(OPTIONS)));
        List<Trial> trials = devices.tryOut(new Text(url, new Position(1, 1)), options, caller);
        SHAPE.write(trials, caller.sink());
        return trials.stream()
                        .anyMatch(trial -> trial.step() != Trial.Step.LOCK
                                && trial.refusal().isPresent())
                ? 1
                : 0;
    }

    private static String said(StoreException refusal) {
        return String.valueOf(refusal.getMessage());
    }

    private static Optional<Text> text(@Nullable String value) {
        return Optional.ofNullable(value).map(given -> new Text(given, new Position(1, 1)));
    }
}
