package dev.coffer.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A declared error: the world is wrong (bad input, lost disk, wrong key), and the client is told with SQL Server's
 * number. Made by {@link Message#error}. BACKUP and RESTORE end with a second error (3013): {@link #followedBy}.
 */
public final class SqlError extends Exception {
    private static final long serialVersionUID = 1L;

    private final Message catalogued;
    private final int number;
    private final int severity;
    private final int state;
    private final int line;
    private final @Nullable String hint;
    private final @Nullable SqlError next;

    SqlError(
            Message catalogued,
            String text,
            int state,
            int line,
            @Nullable String hint,
            @Nullable SqlError next,
            @Nullable Throwable cause) {
        this(catalogued, catalogued.number(), catalogued.severity(), text, state, line, hint, next, cause);
    }

    private SqlError(
            Message catalogued,
            int number,
            int severity,
            String text,
            int state,
            int line,
            @Nullable String hint,
            @Nullable SqlError next,
            @Nullable Throwable cause) {
        super(text, cause);
        this.catalogued = catalogued;
        this.number = number;
        this.severity = severity;
        this.state = state;
        this.line = line;
        this.hint = hint;
        this.next = next;
    }

    /** An error of a script's own: RAISERROR's, THROW's, or a caught one thrown again. */
    public static SqlError raised(int number, int severity, int state, String text) {
        return new SqlError(Message.RAISED, number, severity, text, state, 0, null, null, null);
    }

    /** {@link Message#RAISED} for every error of a script's own. */
    public Message catalogued() {
        return catalogued;
    }

    public int number() {
        return number;
    }

    public int severity() {
        return severity;
    }

    public int state() {
        return state;
    }

    /** 1-based line in the batch; 0 when it is not known yet: the session then puts in the statement's. */
    public int line() {
        return line;
    }

    /** One imperative sentence of ours that ends with a full stop. */
    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** The catalogue's text, and the hint as a separate sentence. */
    public String clientText() {
        return hint == null ? textOf(this) : textOf(this) + " " + hint;
    }

    private static String textOf(SqlError error) {
        String text = error.getMessage();
        return text == null ? "" : text;
    }

    /** This error and those that follow it, in the order clients see them. */
    public List<SqlError> chain() {
        List<SqlError> chain = new ArrayList<>();
        for (SqlError error = this; error != null; error = error.next) {
            chain.add(error);
        }
        return chain;
    }

    public SqlError withHint(String sentence) {
        return new SqlError(catalogued, number, severity, textOf(this), state, line, sentence, next, getCause());
    }

    public SqlError withState(int newState) {
        return new SqlError(catalogued, number, severity, textOf(this), newState, line, hint, next, getCause());
    }

    public SqlError atLine(int newLine) {
        return new SqlError(catalogued, number, severity, textOf(this), state, newLine, hint, next, getCause());
    }

    public SqlError causedBy(Throwable cause) {
        return new SqlError(catalogued, number, severity, textOf(this), state, line, hint, next, cause);
    }

    public SqlError followedBy(SqlError last) {
        SqlError tail = next == null ? last : next.followedBy(last);
        return new SqlError(catalogued, number, severity, textOf(this), state, line, hint, tail, getCause());
    }
}
