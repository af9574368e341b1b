package dev.coffer.command;

import dev.coffer.catalog.Catalog;
import dev.coffer.command.SessionConnections.Visit;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.security.ServerPermissions.Deed;
import dev.coffer.translate.ResultShape;
import dev.coffer.work.Cancellation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A system procedure that is a query of the catalogue's views, as sp_tables is, or several. Immutable and thread-safe.
 */
public final class CatalogProcedure implements Procedure {

    private static final String QUERY_CANCELLED = "57014";
    private static final String TABLES = "sp_tables";
    private static final String SPACE = "sp_spaceused";

    private final String name;
    private final List<Formal> parameters;
    private final List<Result> results;
    private final Optional<Missing> missing;

    CatalogProcedure(String name, List<Formal> parameters, List<Result> results, Optional<Missing> missing) {
        this.name = name;
        this.parameters = List.copyOf(parameters);
        this.results = List.copyOf(results);
        this.missing = missing;
    }

    /** All of them. */
    public static List<Procedure> all() {
        Map<String, Procedure> all = new LinkedHashMap<>();
        ProcedureScript.read("catalog.procedures").forEach(procedure -> all.put(procedure.name(), procedure));
        Procedure databases = Objects.requireNonNull(all.remove(TABLES + ".databases"));
        all.put(TABLES, new TablesProcedure(Objects.requireNonNull(all.get(TABLES)), databases));
        Procedure table = Objects.requireNonNull(all.remove(SPACE + ".table"));
        Procedure one = Objects.requireNonNull(all.remove(SPACE + ".one"));
        all.put(SPACE, new SpaceUsedProcedure(Objects.requireNonNull(all.get(SPACE)), one, table));
        return List.copyOf(all.values());
    }

    /** Which cluster has what a result is about, unless a parameter names a database. */
    enum Home {
        HERE,
        MASTER
    }

    /**
     * Where a result comes from.
     *
     * @param qualifiers parameters, of which the first that was given names the database
     * @param when the parameter without which there is no such result; empty when there always is one
     */
    record Place(Home home, List<String> qualifiers, String when) {
        Place {
            qualifiers = List.copyOf(qualifiers);
        }
    }

    /** @param from with its word */
    record Result(Place place, List<Column> columns, List<String> expressions, String from) {
        Result {
            columns = List.copyOf(columns);
            expressions = List.copyOf(expressions);
        }
    }

    /** What is said when nothing of that name was found. */
    record Missing(Message message, String parameter) {}

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Formal> parameters() {
        return parameters;
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        boolean first = true;
        for (Result result : results) {
            if (!result.place().when().isEmpty()
                    && arguments.text(result.place().when()) == null) {
                continue;
            }
            List<@Nullable Object[]> rows = rows(result, caller, arguments);
            if (first && rows.isEmpty() && missing.isPresent()) {
                String asked = arguments.text(missing.get().parameter());
                if (asked != null) {
                    throw missing.get().message().error(asked, caller.database());
                }
            }
            first = false;
            caller.sink().columns(result.columns());
            rows.forEach(caller.sink()::row);
            caller.sink().done(rows.size());
        }
        return 0;
    }

    /** What a catalogue holds is small: the rows of one result are read before the first is sent. */
    private List<@Nullable Object[]> rows(Result result, Caller caller, Arguments arguments) throws SqlError {
        try (Source source = source(result.place(), caller, arguments)) {
            Connection connection = source.connection();
            LiveViews.fill(result.from() + String.join(" ", result.expressions()), connection, caller);
            List<@Nullable Object[]> rows = new ArrayList<>();
            boolean its = caller.state().transactionCount() > 0
                    && connection == caller.connections().current();
            StatementScope.Owner owner = its ? StatementScope.Owner.SESSION : StatementScope.Owner.STATEMENT;
            StatementScope.run(
                    connection, owner, () -> read(connection, result, arguments, caller.cancellation(), rows));
            return rows;
        } catch (SQLException failed) {
            if (caller.cancellation().isCancelled() && QUERY_CANCELLED.equals(failed.getSQLState())) {
                CancellationException cancelled = new CancellationException("The procedure was cancelled");
                cancelled.initCause(failed);
                throw cancelled;
            }
            caller.connections().lost(failed);
            throw Message.ENGINE_FAILED
                    .error("the procedure " + name + ", SQLSTATE " + failed.getSQLState())
                    .causedBy(failed);
        }
    }

    private record Source(Connection connection, @Nullable Visit visit) implements AutoCloseable {
        @Override
        public void close() {
            if (visit != null) {
                visit.close();
            }
        }
    }

    private static Source source(Place place, Caller caller, Arguments arguments) throws SqlError {
        SessionConnections connections = caller.connections();
        if (place.home() == Home.MASTER) {
            return new Source(connections.master(), null);
        }
        for (String qualifier : place.qualifiers()) {
            String database = arguments.text(qualifier);
            if (database != null
                    && !database.isEmpty()
                    && !database.equals("%")
                    && !database.equalsIgnoreCase(caller.database())) {
                if (!Catalog.isSystemName(database)) {
                    caller.require(Deed.ENTER_DATABASE, caller.login(), database);
                }
                Visit visit = connections.visit(database);
                return new Source(visit.connection(), visit);
            }
        }
        return new Source(connections.current(), null);
    }

    private long read(
            Connection connection,
            Result result,
            Arguments arguments,
            Cancellation cancellation,
            List<@Nullable Object[]> rows)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(text(result))) {
            for (int place = 0; place < parameters.size(); place++) {
                select.setString(place + 1, arguments.text(parameters.get(place).name()));
            }
            Cancellation.Registration listening = cancellation.onCancel(() -> EngineText.cancel(select));
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    cancellation.check();
                    @Nullable
                    Object[] values = new @Nullable Object[result.columns().size()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = ResultShape.read(
                                found, i + 1, result.columns().get(i).type());
                    }
                    rows.add(values);
                }
            } finally {
                listening.close();
            }
        }
        return rows.size();
    }

    private String text(Result result) {
        List<String> given = new ArrayList<>();
        for (Formal formal : parameters) {
            given.add("CAST(? AS text) AS " + formal.name().substring(1).toLowerCase(Locale.ROOT));
        }
        return "WITH p AS (SELECT " + String.join(", ", given) + ") SELECT " + String.join(", ", result.expressions())
                + " " + result.from();
    }
}
