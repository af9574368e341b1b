package dev.coffer.cli.remote;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BatchParser;
import dev.coffer.tsql.Secret;
import dev.coffer.tsql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which counts were sent, as far as the driver does not tell: it takes the end of every result set for one with a
 * count, whatever SET NOCOUNT says, and reports a change of the schema as zero rows. So the batches are followed:
 * their NOCOUNT settings, and the order of their statements, in which results come back. A batch that switches NOCOUNT
 * back and forth is taken for what it sets first; what it sets last holds for the next. Confined to one thread.
 */
final class Counting {

    /** Strings, names and comments are pieces too, so that a setting inside one is none. */
    private static final Pattern PIECE = Pattern.compile(
            "'[^']*+'|\"[^\"]*+\"|\\[[^\\]]*+\\]|--[^\n]*+|/\\*.*?\\*/|(?<![\\w@#$])SET\\s+NOCOUNT\\s+(ON|OFF)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** What the driver reports as zero rows. */
    private static final Pattern SCHEMA_CHANGE =
            Pattern.compile("(CREATE|ALTER|DROP) (TABLE|INDEX|DATABASE|VIEW|CERTIFICATE|MASTER KEY)");

    private static final Set<String> CHANGES = Set.of("SELECT INTO", "INSERT", "UPDATE", "DELETE", "MERGE");

    private static final Pattern BEGINS_WITH_SCHEMA_CHANGE =
            Pattern.compile("(\\s|--[^\n]*+\n)*+(CREATE|ALTER|DROP)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private enum Kind {
        SCHEMA,
        ROWS
    }

    private record Step(Kind kind, int line) {}

    private final Deque<Step> steps = new ArrayDeque<>();
    private boolean resultSetsCounted = true;
    private boolean carriedOn = true;
    private Kind unforeseen = Kind.ROWS;

    /** Looks over a batch that is about to be sent. */
    void begin(String batch) {
        resultSetsCounted = carriedOn;
        boolean first = true;
        Matcher pieces = PIECE.matcher(batch);
        while (pieces.find()) {
            if (pieces.group(1) != null) {
                carriedOn = pieces.group(1).equalsIgnoreCase("OFF");
                resultSetsCounted = first ? carriedOn : resultSetsCounted;
                first = false;
            }
        }
        foresee(batch);
    }

    private void foresee(String batch) {
        steps.clear();
        unforeseen = Kind.ROWS;
        try {
            for (Statement statement : new BatchParser().parse(batch)) {
                statement.secrets().forEach(Secret::close);
                if (SCHEMA_CHANGE.matcher(statement.words()).matches()) {
                    steps.add(new Step(Kind.SCHEMA, statement.position().line()));
                } else if (CHANGES.contains(statement.words())) {
                    steps.add(new Step(Kind.ROWS, statement.position().line()));
                }
            }
        } catch (SqlError unknownHere) {
            unforeseen = BEGINS_WITH_SCHEMA_CHANGE.matcher(batch).matches() ? Kind.SCHEMA : Kind.ROWS;
        }
    }

    /** Whether the rows of result sets are counted. */
    boolean ofResultSets() {
        return resultSetsCounted;
    }

    /** The count that the server sent, or -1 when it sent none; asked once for each that the driver reports. */
    long sent(long reported) {
        if (reported > 0) {
            while (!steps.isEmpty() && steps.remove().kind() != Kind.ROWS) {
                // What came before without a report has been passed.
            }
            return reported;
        }
        Kind kind = steps.isEmpty() ? unforeseen : steps.remove().kind();
        return kind == Kind.ROWS ? reported : -1;
    }

    /** A statement failed, at or before that line of the batch: nothing more is reported of it. */
    void failed(long line) {
        int over = 0;
        int seen = 0;
        for (Step step : steps) {
            seen++;
            if (step.line() <= line) {
                over = seen;
            }
        }
        // Whatever stands before the statement that failed is over too.
        for (int i = 0; i < over; i++) {
            steps.remove();
        }
    }
}
