package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.RowSource;
import dev.coffer.translate.Reference;
import dev.coffer.translate.SqlStates;
import dev.coffer.translate.Translation;
import dev.coffer.tsql.InsertBulk;
import dev.coffer.work.Cancellation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rows that INSERT BULK announced, on their way from the client to PostgreSQL's COPY: one after the other, all of
 * them or none. Constraints are always checked, CHECK_CONSTRAINTS or not; a NULL becomes the column's default unless
 * KEEP_NULLS is given; values of an identity column are kept when the client sends that column. Confined to the
 * session's thread; used once.
 */
public final class BulkLoad {

    private static final Logger LOG = LoggerFactory.getLogger(BulkLoad.class);

    private static final String QUERY_CANCELLED = "57014";

    /** What PostgreSQL answers when the table or a column of it is gone, or is a view. */
    private static final Set<String> CHANGED_SCHEMA = Set.of("42P01", "42703");

    private static final String NO_TABLE = "42809";
    private static final int COLUMN_COUNT_STATE = 3;

    private final InsertBulk statement;
    private final Translation translation;
    private final List<LoadedColumn> columns;

    /**
     * A column that rows have.
     *
     * @param name in lower case
     */
    record LoadedColumn(String name, LoadedValue value) {}

    BulkLoad(InsertBulk statement, Translation translation, List<LoadedColumn> columns) {
        this.statement = statement;
        this.translation = translation;
        this.columns = List.copyOf(columns);
    }

    /** The statement's words, for lists of what runs. */
    public String words() {
        return statement.words();
    }

    /**
     * Takes the rows, tells how many there were.
     *
     * @throws SqlError 4804, 4815, 4816, 4891, 4896, and what an INSERT fails with; nothing was put in then
     */
    public void run(RowSource rows, Caller caller) throws SqlError {
        check(rows.columns());
        Transactions.beginImplicitly(translation, caller);
        long count;
        try (StatementRoute route = StatementRoute.find(words(), translation, caller)) {
            try {
                count = StatementScope.run(
                        route.connection(), route.owner(), () -> put(rows, route.connection(), caller.cancellation()));
            } catch (SQLException failed) {
                caller.connections().lost(failed);
                throw failure(failed, route, caller);
            }
        }
        caller.sink().done(count);
    }

    private void check(List<Column> sent) throws SqlError {
        if (sent.size() != columns.size()) {
            throw Message.ROWS_END_TOO_EARLY.error().withState(COLUMN_COUNT_STATE);
        }
        for (int i = 0; i < sent.size(); i++) {
            if (!LoadedValue.alike(columns.get(i).value().sent(), sent.get(i).type())) {
                throw Message.BULK_COLUMN_TYPE.error(i + 1);
            }
        }
    }

    private SqlError failure(SQLException failed, StatementRoute route, Caller caller) {
        String state = String.valueOf(failed.getSQLState());
        if (CHANGED_SCHEMA.contains(state)) {
            return Message.BULK_SCHEMA_CHANGED.error().causedBy(failed);
        }
        if (state.equals(NO_TABLE)) {
            return Message.NOT_SUPPORTED.error("A bulk load into a view").causedBy(failed);
        }
        return SqlStates.of(
                failed, new SqlStates.Failed("INSERT", route.database(caller), translation, route.connection()));
    }

    private long put(RowSource rows, Connection connection, Cancellation cancellation) throws SQLException, SqlError {
        cancellation.check();
        TableColumns table =
                TableColumns.read(connection, statement.table().object().text());
        PGConnection engine = connection.unwrap(PGConnection.class);
        Cancellation.Registration listening = cancellation.onCancel(() -> cancel(engine));
        try {
            long count = copy(rows, engine, defaulted(table), cancellation);
            passIdentity(connection, table);
            return count;
        } catch (SQLException failed) {
            if (cancellation.isCancelled() && QUERY_CANCELLED.equals(failed.getSQLState())) {
                CancellationException cancelled = new CancellationException("The load was cancelled");
                cancelled.initCause(failed);
                throw cancelled;
            }
            throw failed;
        } finally {
            listening.close();
        }
    }

    /** Which columns of the rows have their default in place of NULL. */
    private boolean[] defaulted(TableColumns table) {
        boolean keepsNulls = statement.options().contains(InsertBulk.Option.KEEP_NULLS);
        boolean[] defaulted = new boolean[columns.size()];
        for (int i = 0; i < defaulted.length; i++) {
            defaulted[i] =
                    !keepsNulls && table.defaulted().contains(columns.get(i).name());
        }
        return defaulted;
    }

    private long copy(RowSource rows, PGConnection engine, boolean[] defaulted, Cancellation cancellation)
            throws SQLException, SqlError {
        CopyIn copy = engine.getCopyAPI().copyIn(translation.sql().get(0));
        try {
            CopyLines lines = new CopyLines(copy);
            for (@Nullable Object[] row = rows.next(); row != null; row = rows.next()) {
                cancellation.check();
                write(row, defaulted, lines);
            }
            lines.send();
            return copy.endCopy();
        } finally {
            end(copy);
        }
    }

    private void write(@Nullable Object[] row, boolean[] defaulted, CopyLines lines) throws SQLException, SqlError {
        for (int i = 0; i < row.length; i++) {
            if (i > 0) {
                lines.nextField();
            }
            Object value = row[i];
            if (value != null) {
                columns.get(i).value().write(value, i + 1, lines);
            } else if (defaulted[i]) {
                lines.writeDefault();
            } else {
                lines.writeNull();
            }
        }
        lines.endRow();
    }

    /** Behind values that the client gave it, an identity column goes on from the furthest. */
    private void passIdentity(Connection connection, TableColumns known) throws SQLException {
        Reference table = translation.references().iterator().next();
        if (known.identity().isEmpty()
                || columns.stream()
                        .noneMatch(
                                column -> column.name().equals(known.identity().get()))) {
            return;
        }
        try (PreparedStatement pass = connection.prepareStatement(
                "SELECT sys.pass_identity(" + "pg_catalog.quote_ident(?) || '.' || pg_catalog.quote_ident(?), ?)")) {
            pass.setString(1, table.engineSchema());
            pass.setString(2, table.object());
            pass.setString(3, known.identity().get());
            pass.execute();
        }
    }

    /** After a failure the engine is told that no more comes; what it has is undone with the statement. */
    private static void end(CopyIn copy) {
        if (!copy.isActive()) {
            return;
        }
        try {
            copy.cancelCopy();
        } catch (SQLException gone) {
            LOG.debug("A copy did not end cleanly", gone);
        }
    }

    /** From any thread. */
    private static void cancel(PGConnection engine) {
        try {
            engine.cancelQuery();
        } catch (SQLException failed) {
            LOG.debug("The engine was not told to cancel; the load looks itself between rows", failed);
        }
    }
}
