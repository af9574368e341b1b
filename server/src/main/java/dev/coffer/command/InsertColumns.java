package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Insert;
import dev.coffer.tsql.Name;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Which columns an INSERT fills. Without a list those are all but the identity, in their order, where PostgreSQL would
 * fill that too; with IDENTITY_INSERT the identity must be in the list. Not for a table that is not there: it fails by
 * itself.
 */
final class InsertColumns {

    private InsertColumns() {}

    /**
     * The statement itself when it needs nothing.
     *
     * @param database whose table it is
     * @throws SqlError 213, 545, 8101
     */
    static Insert complete(Insert insert, Connection connection, String database, SessionState state)
            throws SQLException, SqlError {
        String written = insert.table().object().text();
        boolean given = state.identityInsert()
                .filter(table -> table.is(database, written))
                .isPresent();
        boolean listed = !insert.columns().isEmpty();
        if ((listed && !given) || (insert.source() instanceof Insert.DefaultValues && !given)) {
            return insert;
        }
        TableColumns columns = TableColumns.read(connection, written);
        if (!listed) {
            requireFitting(insert, columns, given);
            List<Name> all = columns.unnumbered().stream()
                    .map(name -> new Name(name, insert.position()))
                    .toList();
            return insert.with(all, Optional.empty());
        }
        Optional<Name> identity = insert.columns().stream()
                .filter(name ->
                        columns.identity().filter(name.text()::equalsIgnoreCase).isPresent())
                .findFirst();
        if (identity.isEmpty()) {
            throw Message.IDENTITY_VALUE_NEEDED.error(columns.table());
        }
        Name folded = new Name(columns.identity().orElseThrow(), insert.position());
        return insert.with(insert.columns(), Optional.of(folded));
    }

    private static void requireFitting(Insert insert, TableColumns columns, boolean given) throws SqlError {
        int wanted = columns.unnumbered().size();
        if (given) {
            throw (insert.source() instanceof Insert.DefaultValues
                            ? Message.IDENTITY_VALUE_NEEDED
                            : Message.IDENTITY_NEEDS_COLUMN_LIST)
                    .error(columns.table());
        }
        if (wanted > 0 && insert.source() instanceof Insert.Values values) {
            boolean whole =
                    columns.identity().isPresent() && values.rows().stream().allMatch(row -> row.size() == wanted + 1);
            if (whole) {
                throw Message.IDENTITY_NEEDS_COLUMN_LIST.error(columns.table());
            }
            if (values.rows().stream().anyMatch(row -> row.size() != wanted)) {
                throw Message.INSERT_VALUE_COUNT.error();
            }
        }
    }
}
