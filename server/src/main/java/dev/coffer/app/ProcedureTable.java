package dev.coffer.app;

import dev.coffer.command.CatalogProcedure;
import dev.coffer.command.ConfigureProcedure;
import dev.coffer.command.CursorProcedures;
import dev.coffer.command.DeleteFileProcedure;
import dev.coffer.command.DetachProcedure;
import dev.coffer.command.DeviceProcedures;
import dev.coffer.command.DrivesProcedure;
import dev.coffer.command.EachDatabaseProcedure;
import dev.coffer.command.ErrorLogFile;
import dev.coffer.command.ErrorLogProcedures;
import dev.coffer.command.Evaluator;
import dev.coffer.command.FolderProcedures;
import dev.coffer.command.HistoryProcedures;
import dev.coffer.command.LiveDatabases;
import dev.coffer.command.Premises;
import dev.coffer.command.Procedure;
import dev.coffer.command.Procedures;
import dev.coffer.command.RegistryValues;
import dev.coffer.command.StatementProcedures;
import dev.coffer.command.TryDestinationProcedure;
import java.util.ArrayList;
import java.util.List;

/** Which system procedures there are. */
final class ProcedureTable {

    private final Premises premises;
    private final LiveDatabases databases;
    private final Evaluator evaluator;
    private final ErrorLogFile errors;

    ProcedureTable(Premises premises, LiveDatabases databases, Evaluator evaluator, ErrorLogFile errors) {
        this.databases = databases;
        this.errors = errors;
        this.premises = premises;
        this.evaluator = evaluator;
    }

    Procedures build() {
        List<Procedure> all = new ArrayList<>(new StatementProcedures(evaluator).all());
        all.addAll(new CursorProcedures(evaluator, premises.paths().scratchFolder()).all());
        all.addAll(CatalogProcedure.all());
        all.add(new ConfigureProcedure(premises.catalog().configuration()));
        all.addAll(new ErrorLogProcedures(errors, evaluator).all());
        all.addAll(new FolderProcedures(premises).all());
        all.add(new DrivesProcedure(premises.paths()));
        all.add(new EachDatabaseProcedure(premises.catalog()));
        all.add(new DetachProcedure(premises, databases));
        all.add(new TryDestinationProcedure(premises.devices()));
        all.add(new DeleteFileProcedure(premises, evaluator));
        all.addAll(new HistoryProcedures(premises, evaluator).all());
        all.addAll(new DeviceProcedures(premises.catalog().backupDevices(), premises.devices()).all());
        all.addAll(RegistryValues.all(premises.names().folders()));
        return new Procedures(all);
    }
}
