package dev.coffer.translate;

import dev.coffer.result.SqlType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A data statement in PostgreSQL's words.
 *
 * @param lock run before the others, in the same transaction, for what it locks and notes
 * @param sql run in order in one transaction; of several, only the first gives rows or a count
 * @param labels of the select list, in order: the name that was written, empty text when the value has none, nothing
 *     for a star, which may stand for any number of columns
 * @param types of the select list's values, in step with the labels, where they are known before the query runs
 * @param needs whether it would say more if it knew the columns of its tables
 * @param parameters variables whose values the first of the texts wants, in the order of its question marks
 * @param target the table it makes, changes or drops, as it was written without its schema; empty for a query
 * @param references tables and views it names
 * @param spellings names as they were written, by their form in PostgreSQL
 */
public record Translation(
        StatementKind kind,
        Optional<Lock> lock,
        List<String> sql,
        List<Optional<String>> labels,
        List<Optional<SqlType>> types,
        Needs needs,
        List<String> parameters,
        String target,
        Set<Reference> references,
        Map<String, String> spellings) {
    public Translation {
        sql = List.copyOf(sql);
        labels = List.copyOf(labels);
        types = List.copyOf(types);
        parameters = List.copyOf(parameters);
        references = Set.copyOf(references);
        spellings = Map.copyOf(spellings);
    }

    /**
     * A text of its own in front of a change: what it has locked the change sees, since it looks again.
     *
     * @param parameters variables whose values it wants, in the order of its question marks
     */
    public record Lock(String sql, List<String> parameters) {
        public Lock {
            parameters = List.copyOf(parameters);
        }
    }

    /** What messages name besides the target; empty when there is nothing. */
    String subject() {
        return spellings.getOrDefault(Names.SUBJECT, "");
    }

    /** What a translation goes without. */
    public enum Needs {
        NOTHING,
        COLUMN_TYPES
    }

    /** A name as it was written; the given one when the statement does not have it. */
    public String spelled(String folded) {
        return spellings.getOrDefault(folded, folded);
    }
}
