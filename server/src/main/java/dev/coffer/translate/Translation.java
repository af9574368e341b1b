package dev.coffer.translate;

import java.util.List;
import java.util.Set;

/**
 * A data statement in PostgreSQL's words.
 *
 * @param sql run in order in one transaction; of several, only the first gives rows or a count
 * @param labels column names as clients see them, empty text for unnamed ones; an empty list when the statement has a star
 */
public record Translation(StatementKind kind, List<String> sql, List<String> labels, Set<Reference> references) {
    public Translation {
        sql = List.copyOf(sql);
        labels = List.copyOf(labels);
        references = Set.copyOf(references);
    }
}
