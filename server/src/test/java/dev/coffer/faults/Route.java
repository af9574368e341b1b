package dev.coffer.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a restore gets to a moment.
 *
 * @param bases a full, and perhaps a differential on it
 * @param logs in their order
 * @param stop where the last log is left, as the statement says it; empty: at its end
 * @param reached where the database is then
 */
record Route(List<TakenSet> bases, List<TakenSet> logs, Optional<String> stop, Moment reached) {

    /** The next backup of the log begins there when this was a restore in place. */
    Moment goesOn() {
        int whole = logs.size() - (stop.isPresent() ? 1 : 0);
        return whole > 0
                ? logs.get(whole - 1).to()
                : bases.get(bases.size() - 1).to();
    }

    /** Where the database is behind each statement but the last. */
    List<Moment> stations() {
        List<TakenSet> all = new ArrayList<>(bases);
        all.addAll(logs);
        return all.subList(0, all.size() - 1).stream().map(TakenSet::to).toList();
    }

    /** Statements, of which all but the last leave the database RESTORING. */
    List<String> statements(String database, boolean stopsEverywhere) {
        List<String> statements = new ArrayList<>();
        for (TakenSet base : bases) {
            statements.add(statement("DATABASE", database, base));
        }
        for (TakenSet log : logs) {
            statements.add(statement("LOG", database, log));
        }
        int last = statements.size() - 1;
        for (int i = 0; i <= last; i++) {
            String options = i == last ? " WITH RECOVERY" : " WITH NORECOVERY";
            String replace = i == 0 ? ", REPLACE" : "";
            String where = i == last || stopsEverywhere
                    ? stop.map(clause -> ", " + clause).orElse("")
                    : "";
            statements.set(i, statements.get(i) + options + replace + where);
        }
        return statements;
    }

    private static String statement(String what, String database, TakenSet set) {
        return "RESTORE " + what + " " + database + " FROM DISK = '" + set.file() + "'";
    }
}
