package dev.coffer.command;

import dev.coffer.command.SessionConnections.Visit;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.translate.ColumnTypes;
import dev.coffer.translate.Reference;
import dev.coffer.translate.ResultShape;
import dev.coffer.translate.StatementKind;
import dev.coffer.translate.Translation;
import dev.coffer.translate.Translator;
import dev.coffer.work.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a data statement runs: in the cluster of the tables it names. Views of the instance are carried along: joined
 * with a user database's tables, their rows are copied to temporary tables beside those. Two user databases share no
 * cluster, so a statement on both is refused. Confined to the session's thread.
 */
final class StatementRoute implements AutoCloseable {

    private final Connection connection;
    private final StatementScope.Owner owner;
    private final @Nullable Visit visit;
    private final Optional<CarriedViews> carried;

    private StatementRoute(
            Connection connection, StatementScope.Owner owner, @Nullable Visit visit, Optional<CarriedViews> carried) {
        this.connection = connection;
        this.owner = owner;
        this.visit = visit;
        this.carried = carried;
    }

    /**
     * @param words the statement's; SELECT where a value or a condition is asked for
     * @throws SqlError when the caller may not use its tables; NOT_SUPPORTED for two user databases, or for a change
     *     that an open transaction could not undo; 208 when the other database is not there
     */
    static StatementRoute find(String words, Translation translation, Caller caller) throws SqlError {
        TablePermissions.require(words, translation, caller);
        Set<Reference> local = new HashSet<>();
        Set<Reference> server = new HashSet<>();
        Set<String> databases = new TreeSet<>();
        for (Reference reference : translation.references()) {
            if (reference.scope() == Reference.Scope.SERVER) {
                server.add(reference);
            } else {
                local.add(reference);
                databases.add(reference.database());
            }
        }
        if (databases.size() > 1) {
            throw Message.NOT_SUPPORTED.error("A statement on the databases " + String.join(" and ", databases));
        }
        SessionConnections connections = caller.connections();
        if (!server.isEmpty()) {
            LiveViews.fill(server, connections.master(), caller);
        }
        if (local.isEmpty() && !server.isEmpty()) {
            return to(connections.master(), null, Optional.empty(), translation, caller);
        }
        if (local.isEmpty()) {
            return to(connections.current(), null, Optional.empty(), translation, caller);
        }
        Optional<CarriedViews> carried = server.isEmpty()
                ? Optional.empty()
                : Optional.of(new CarriedViews(connections.master(), Set.copyOf(server)));
        if (databases.contains(caller.database().toLowerCase(Locale.ROOT))) {
            return to(connections.current(), null, carried, translation, caller);
        }
        Visit visit = visit(connections, local.iterator().next(), translation);
        boolean open = false;
        try {
            StatementRoute route = to(visit.connection(), visit, carried, translation, caller);
            open = true;
            return route;
        } finally {
            if (!open) {
                visit.close();
            }
        }
    }

    private static StatementRoute to(
            Connection connection,
            @Nullable Visit visit,
            Optional<CarriedViews> carried,
            Translation translation,
            Caller caller)
            throws SqlError {
        LiveViews.fill(translation.references(), connection, caller);
        boolean inTransaction = caller.state().transactionCount() > 0;
        if (caller.state().doomed() && translation.kind() != StatementKind.ROWS) {
            throw Message.DOOMED.error();
        }
        boolean its = inTransaction && connection == caller.connections().current();
        if (inTransaction && !its && translation.kind() != StatementKind.ROWS) {
            throw Message.NOT_SUPPORTED.error("Changing another database inside a transaction");
        }
        return new StatementRoute(
                connection, its ? StatementScope.Owner.SESSION : StatementScope.Owner.STATEMENT, visit, carried);
    }

    private static Visit visit(SessionConnections connections, Reference reference, Translation translation)
            throws SqlError {
        try {
            return connections.visit(reference.database());
        } catch (SqlError failed) {
            if (failed.catalogued() == Message.DATABASE_NOT_FOUND) {
                throw Message.INVALID_OBJECT.error(
                        translation.spelled(reference.engineSchema() + "." + reference.object()));
            }
            throw failed;
        }
    }

    Connection connection() {
        return connection;
    }

    /** The database whose tables the statement names, or the current one. */
    String database(Caller caller) {
        return visit == null ? caller.database() : visit.database();
    }

    /** Whose transaction the statement is part of. */
    StatementScope.Owner owner() {
        return owner;
    }

    /** Temporary tables that stand for views; empty when the statement can run as it is. */
    Map<Reference, String> standIns() {
        return carried.map(CarriedViews::names).orElse(Map.of());
    }

    /** What the statement's cluster knows about its tables. */
    Translator.Tables tables() {
        return new Translator.Tables(standIns(), table -> ColumnTypes.read(source(table)));
    }

    /** Makes and fills the temporary tables, in the transaction of the statement. */
    void carry(Cancellation cancellation) throws SQLException {
        if (carried.isPresent()) {
            carried.get().fill(connection, cancellation);
        }
    }

    /** Takes them away again. */
    void drop() throws SQLException {
        if (carried.isPresent()) {
            carried.get().drop(connection);
        }
    }

    /** Where the columns of a table in a result are declared. */
    ResultShape.Source source(String schema, String table) {
        return carried.flatMap(views -> views.source(table)).orElse(new ResultShape.Source(connection, schema, table));
    }

    /** The same by the name the statement has for it. */
    ResultShape.Source source(Reference table) {
        String standIn = standIns().get(table);
        return source(table.engineSchema(), standIn == null ? table.object() : standIn);
    }

    @Override
    public void close() {
        if (visit != null) {
            visit.close();
        }
    }
}
