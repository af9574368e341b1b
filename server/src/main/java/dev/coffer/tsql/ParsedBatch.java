package dev.coffer.tsql;

import java.util.IdentityHashMap;
import java.util.List;

/** The statements of one batch, and where each stands in it. Immutable and thread-safe. */
public final class ParsedBatch {

    private final List<Statement> statements;
    private final IdentityHashMap<Statement, StatementText> texts;

    /** @param texts of all statements, those inside others too */
    ParsedBatch(List<Statement> statements, IdentityHashMap<Statement, StatementText> texts) {
        this.statements = List.copyOf(statements);
        this.texts = new IdentityHashMap<>(texts);
    }

    /** Those of the outermost level, in their order. */
    public List<Statement> statements() {
        return statements;
    }

    /** What may be shown of a statement of this batch, those inside others too; nothing for another's. */
    public StatementText textOf(Statement statement) {
        return texts.getOrDefault(statement, StatementText.NONE);
    }
}
