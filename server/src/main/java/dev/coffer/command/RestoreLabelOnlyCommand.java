package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.RestoreLabelOnly;
import java.util.List;

/** RESTORE LABELONLY: one row about the media family on the device; needs no key. */
public final class RestoreLabelOnlyCommand implements Command<RestoreLabelOnly> {

    private final Premises premises;
    private final SetOpening opening;

    public RestoreLabelOnlyCommand(Premises premises, SetOpening opening) {
        this.premises = premises;
        this.opening = opening;
    }

    @Override
    public void execute(RestoreLabelOnly statement, Caller caller) throws SqlError {
        Terminating.withLastError("RESTORE LABELONLY", () -> {
            try (MediaDevice device = MediaDevice.open(premises, statement.devices(), statement.options(), caller)) {
                device.requireMediaName(statement.options());
                LabelOnlyRows.shape(premises.names().zone()).write(List.of(device.media()), caller.sink());
                opening.reportSigners(device.media().sets(), device, caller);
            }
        });
    }
}
