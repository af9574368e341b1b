package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands in FROM. Confined to one thread. */
final class SourceParser {

    /** Lock hints, which MVCC makes needless; others could mean something and are refused. */
    private static final Set<String> HINTS =
            Set.of("NOLOCK", "READUNCOMMITTED", "READCOMMITTED", "READCOMMITTEDLOCK", "ROWLOCK", "PAGLOCK", "TABLOCK");

    private static final Set<String> JOIN_WAYS = Set.of("LOOP", "HASH", "MERGE", "REMOTE");

    /** Of T-SQL, behind a table. */
    private static final List<String> REFUSED_BEHIND = List.of("PIVOT", "UNPIVOT", "TABLESAMPLE");

    /** Reserved words that stand for rows. */
    private static final Set<String> ROWSET_FUNCTIONS = Set.of(
            "CONTAINSTABLE",
            "FREETEXTTABLE",
            "OPENDATASOURCE",
            "OPENQUERY",
            "OPENROWSET",
            "OPENXML",
            "SEMANTICKEYPHRASETABLE",
            "SEMANTICSIMILARITYDETAILSTABLE",
            "SEMANTICSIMILARITYTABLE");

    private final TokenReader tokens;
    private final QueryParser queries;
    private final ExpressionParser expressions;

    SourceParser(TokenReader tokens, QueryParser queries) {
        this.tokens = tokens;
        this.queries = queries;
        this.expressions = new ExpressionParser(tokens);
    }

    private Optional<Name> tableAlias() throws SqlError {
        refuseWindow();
        return tokens.take("AS") || tokens.atName() ? Optional.of(tokens.name()) : Optional.empty();
    }

    /** {@code WINDOW name AS (...)} behind a table or a condition. */
    void refuseWindow() throws SqlError {
        if (tokens.at("WINDOW") && tokens.peek(2).isWord("AS")) {
            throw tokens.notSupported("WINDOW", tokens.position());
        }
    }

    List<TableSource> tables() throws SqlError {
        List<TableSource> tables = new ArrayList<>();
        do {
            tables.add(joined());
        } while (tokens.takeSign(","));
        return tables;
    }

    /** One table, with what is joined to it. */
    TableSource joined() throws SqlError {
        TableSource left = source();
        int joins = 0;
        while (true) {
            TableSource.Kind kind = joinKind();
            if (kind == null) {
                return left;
            }
            if (++joins > tokens.limits().nesting()) {
                throw Message.NESTED_TOO_DEEPLY.error().atLine(tokens.position().line());
            }
            TableSource right = source();
            Optional<Expression> on = Optional.empty();
            if (kind == TableSource.Kind.INNER
                    || kind == TableSource.Kind.LEFT
                    || kind == TableSource.Kind.RIGHT
                    || kind == TableSource.Kind.FULL) {
                tokens.expect("ON");
                on = Optional.of(expressions.condition());
            }
            left = new TableSource.Join(kind, left, right, on);
        }
    }

    private TableSource.@Nullable Kind joinKind() throws SqlError {
        if (tokens.take("JOIN")) {
            return TableSource.Kind.INNER;
        }
        if (tokens.take("INNER")) {
            joinWord();
            return TableSource.Kind.INNER;
        }
        if (tokens.take("CROSS", "JOIN")) {
            return TableSource.Kind.CROSS;
        }
        if (tokens.take("CROSS", "APPLY")) {
            return TableSource.Kind.CROSS_APPLY;
        }
        if (tokens.take("OUTER", "APPLY")) {
            return TableSource.Kind.OUTER_APPLY;
        }
        TableSource.Kind kind;
        if (tokens.at("LEFT")) {
            kind = TableSource.Kind.LEFT;
        } else if (tokens.at("RIGHT")) {
            kind = TableSource.Kind.RIGHT;
        } else if (tokens.at("FULL")) {
            kind = TableSource.Kind.FULL;
        } else {
            return null;
        }
        tokens.next();
        tokens.take("OUTER");
        joinWord();
        return kind;
    }

    /** {@code [LOOP | HASH | MERGE | REMOTE] JOIN}: the way to the same rows. */
    private void joinWord() throws SqlError {
        if (tokens.peek(1).isWord("JOIN") && JOIN_WAYS.contains(tokens.peek().word())) {
            tokens.next();
        }
        tokens.expect("JOIN");
    }

    private TableSource source() throws SqlError {
        TableSource source = plainSource();
        for (String word : REFUSED_BEHIND) {
            if (tokens.at(word)) {
                throw tokens.notSupported(word, tokens.position());
            }
        }
        return source;
    }

    private TableSource plainSource() throws SqlError {
        if (ROWSET_FUNCTIONS.contains(tokens.peek().word())) {
            throw tokens.notSupported(tokens.peek().word(), tokens.position());
        }
        if (tokens.atSign("(")) {
            return parenthesised();
        }
        ObjectName name = queries.objectName();
        if (takeOldHint()) {
            return new TableSource.Table(name, Optional.empty());
        }
        if (tokens.atSign("(") && name.database().isEmpty()) {
            Expression.FunctionCall call = expressions.call(name.position(), name.schema(), name.object());
            return new TableSource.Function(call, tableAlias());
        }
        if (tokens.at("FOR", "SYSTEM_TIME")) {
            throw tokens.notSupported("FOR SYSTEM_TIME", tokens.position());
        }
        Optional<Name> alias = tableAlias();
        if (!takeOldHint()) {
            hints();
        }
        return new TableSource.Table(name, alias);
    }

    private TableSource parenthesised() throws SqlError {
        if (tokens.peek(1).isWord("SELECT") || tokens.peek(1).isWord("WITH")) {
            Query query = queries.inParentheses();
            Name alias = derivedAlias();
            return new TableSource.Derived(query, alias, tokens.atSign("(") ? queries.names() : List.of());
        }
        tokens.expectSign("(");
        tokens.enter();
        if (tokens.take("VALUES")) {
            List<List<Expression>> rows = queries.rows(Integer.MAX_VALUE);
            tokens.leave();
            tokens.expectSign(")");
            return new TableSource.Rows(rows, derivedAlias(), queries.names());
        }
        TableSource inner = joined();
        tokens.leave();
        tokens.expectSign(")");
        return inner;
    }

    private Name derivedAlias() throws SqlError {
        tokens.take("AS");
        return tokens.name();
    }

    /** {@code (NOLOCK)}: one hint as it was written before WITH. */
    private boolean takeOldHint() {
        boolean hint = tokens.atSign("(")
                && HINTS.contains(tokens.peek(1).word())
                && tokens.peek(2).isSymbol(")");
        if (hint) {
            tokens.next();
            tokens.next();
            tokens.next();
        }
        return hint;
    }

    /** {@code WITH (hint [,] hint ...)}, if it is there. */
    void hints() throws SqlError {
        if (tokens.at("WITH") && tokens.peek(1).isSymbol("(")) {
            tokens.next();
            tokens.next();
            do {
                if (!HINTS.contains(tokens.peek().word())) {
                    throw tokens.peek().word().isEmpty()
                            ? tokens.unexpected()
                            : tokens.notSupported("A table hint other than a lock hint", tokens.position());
                }
                tokens.next();
            } while (tokens.takeSign(",") || !tokens.atSign(")"));
            tokens.expectSign(")");
        }
    }
}
