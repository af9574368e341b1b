package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.RestoreLabelOnly;
import java.util.List;

/** RESTORE LABELONLY: one row about the media family on the device; needs no key. */
public final class RestoreLabelOnlyCommand implements Command<RestoreLabelOnly> {

    private final Premises premises;

    public RestoreLabelOnlyCommand(Premises premises) {
        this.premises = premises;
    }

    @Override
    public void execute(RestoreLabelOnly statement, Caller caller) throws SqlError {
        Terminating.withLastError("RESTORE LABELONLY", () -> {
            try (MediaDevice device =
                    MediaDevice.open(premises.store(), premises.paths(), statement.device(), caller)) {
                device.requireMediaName(statement.options());
                LabelOnlyRows.shape(premises.names().zone()).write(List.of(device.media()), caller.sink());
            }
        });
    }
}
