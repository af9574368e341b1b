package dev.coffer.app;

import dev.coffer.command.Procedures;
import java.util.List;

/** Which system procedures there are. */
final class ProcedureTable {

    private ProcedureTable() {}

    static Procedures build() {
        return new Procedures(List.of());
    }
}
