package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a query as one string: {@code (SELECT ... FOR XML PATH(''))} of one column that has no name, which
 * scripts write where STRING_AGG does not exist yet. All else that FOR XML does is refused. Confined to one thread.
 */
final class RowsAsText {

    /** Names that stand for none. */
    private static final Set<String> NAMELESS = Set.of("text()", "*", "node()");

    /** Paths to all the text that there is. */
    private static final Set<String> WHOLE =
            Set.of(".", "(.)[1]", "text()[1]", "(text())[1]", "./text()[1]", "(./text())[1]");

    private static final Set<String> LONG_STRINGS = Set.of("varchar(max)", "nvarchar(max)");

    /** {@code . value ( 'path' , 'type' )}. */
    private static final int VALUE_TOKENS = 7;

    private final TokenReader tokens;

    RowsAsText(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind {@code FOR XML PATH('')}: with TYPE the text is what it was, otherwise it is XML's. */
    Expression.RowsAsText behindPath(Position start, Query query) throws SqlError {
        boolean typed = tokens.atSign(",") && tokens.peek(1).isWord("TYPE");
        if (typed) {
            tokens.next();
            tokens.next();
        }
        if (!tokens.atSign(")")) {
            throw tokens.notSupported("SELECT with FOR XML", start);
        }
        tokens.next();
        if (typed) {
            value(start);
        }
        Query.Item item =
                query.body() instanceof Query.Block block && block.items().size() == 1
                        ? block.items().get(0)
                        : new Query.Star(start, Optional.empty());
        boolean nameless = item instanceof Query.Value value
                && (value.alias().isPresent()
                        ? NAMELESS.contains(value.alias().get().text().toLowerCase(Locale.ROOT))
                        : !(value.value() instanceof Expression.ColumnReference));
        if (!nameless) {
            throw tokens.notSupported("FOR XML PATH of anything but one column without a name", start);
        }
        return new Expression.RowsAsText(
                start, query, typed ? Expression.RowsAsText.Spelling.PLAIN : Expression.RowsAsText.Spelling.XML);
    }

    /** {@code .value('.', 'nvarchar(max)')}, without which the result would be a value of the type xml. */
    private void value(Position start) throws SqlError {
        boolean whole = tokens.atSign(".")
                && tokens.peek(1).isWord("VALUE")
                && tokens.peek(2).isSymbol("(")
                && WHOLE.contains(tokens.peek(3).text())
                && tokens.peek(4).isSymbol(",")
                && LONG_STRINGS.contains(tokens.peek(5).text().replace(" ", "").toLowerCase(Locale.ROOT))
                && tokens.peek(6).isSymbol(")");
        if (!whole) {
            throw tokens.notSupported("The type xml", start);
        }
        for (int token = 0; token < VALUE_TOKENS; token++) {
            tokens.next();
        }
    }
}
