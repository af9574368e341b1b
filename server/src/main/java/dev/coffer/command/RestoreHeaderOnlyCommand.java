package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.RestoreHeaderOnly;

/** RESTORE HEADERONLY: one row for each backup set on the device; needs no key. */
public final class RestoreHeaderOnlyCommand implements Command<RestoreHeaderOnly> {

    private final Premises premises;
    private final SetOpening opening;

    public RestoreHeaderOnlyCommand(Premises premises, SetOpening opening) {
        this.premises = premises;
        this.opening = opening;
    }

    @Override
    public void execute(RestoreHeaderOnly statement, Caller caller) throws SqlError {
        Terminating.withLastError("RESTORE HEADERONLY", () -> {
            try (MediaDevice device = MediaDevice.open(premises, statement.devices(), statement.options(), caller)) {
                Signatures.check(device, device.chosen(statement.options()));
                new HeaderOnlyRows(premises.names().zone(), device.place())
                        .shape()
                        .write(device.chosen(statement.options()), caller.sink());
                opening.reportSigners(device.chosen(statement.options()), device, caller);
                Signatures.reportUnlisted(device, caller);
                device.reportRetention(device.chosen(statement.options()), caller);
            }
        });
    }
}
