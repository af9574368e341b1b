package dev.coffer.app;

import dev.coffer.command.AbsentRegistry;
import dev.coffer.command.CatalogProcedure;
import dev.coffer.command.Evaluator;
import dev.coffer.command.Procedure;
import dev.coffer.command.Procedures;
import dev.coffer.command.RefusedProcedure;
import dev.coffer.command.StatementProcedures;
import java.util.ArrayList;
import java.util.List;

/** Which system procedures there are. */
final class ProcedureTable {

    private final Evaluator evaluator;

    ProcedureTable(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    Procedures build() {
        List<Procedure> all = new ArrayList<>(new StatementProcedures(evaluator).all());
        all.addAll(RefusedProcedure.cursors());
        all.addAll(CatalogProcedure.all());
        all.add(new AbsentRegistry("xp_instance_regread"));
        all.add(new AbsentRegistry("xp_regread"));
        return new Procedures(all);
    }
}
