package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.List;
import java.util.Set;

/**
 * {@code OPTION (hint, ...)}: what a statement asks of SQL Server's optimiser. Hints about ways to a result are read
 * and dropped; those that could change the result are refused.
 */
final class QueryHints {

    /** Of these words alone. */
    private static final Set<String> WORDS = Set.of(
            "CONCAT UNION",
            "DISABLE EXTERNALPUSHDOWN",
            "DISABLE SCALEOUTEXECUTION",
            "EXPAND VIEWS",
            "FORCE EXTERNALPUSHDOWN",
            "FORCE ORDER",
            "FORCE SCALEOUTEXECUTION",
            "HASH GROUP",
            "HASH JOIN",
            "HASH UNION",
            "IGNORE_NONCLUSTERED_COLUMNSTORE_INDEX",
            "KEEP PLAN",
            "KEEPFIXED PLAN",
            "LOOP JOIN",
            "MERGE JOIN",
            "MERGE UNION",
            "NO_PERFORMANCE_SPOOL",
            "OPTIMIZE FOR UNKNOWN",
            "ORDER GROUP",
            "PARAMETERIZATION FORCED",
            "PARAMETERIZATION SIMPLE",
            "RECOMPILE",
            "ROBUST PLAN");

    /** With a number. */
    private static final Set<String> NUMBERS = Set.of("FAST", "MAXDOP", "MAXRECURSION", "QUERYTRACEON");

    /** With a number behind a sign. */
    private static final Set<String> SHARES = Set.of("MAX_GRANT_PERCENT", "MIN_GRANT_PERCENT");

    private final TokenReader tokens;

    QueryHints(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** At OPTION, or at what stands behind a statement without it. */
    void skip() throws SqlError {
        if (!tokens.take("OPTION")) {
            return;
        }
        tokens.expectSign("(");
        do {
            hint();
        } while (tokens.takeSign(","));
        tokens.expectSign(")");
    }

    private void hint() throws SqlError {
        String word = tokens.peek().word();
        if (tokens.at("TABLE", "HINT") || tokens.at("FOR", "TIMESTAMP") || word.equals("LABEL")) {
            throw tokens.notSupported("OPTION (" + tokens.wordsAhead(2) + ")", tokens.position());
        }
        if (NUMBERS.contains(word)) {
            tokens.next();
            tokens.wholeNumber();
        } else if (SHARES.contains(word)) {
            tokens.next();
            tokens.expectSign("=");
            tokens.wholeNumber();
        } else if (tokens.take("USE", "HINT")) {
            texts();
        } else if (tokens.take("USE", "PLAN")) {
            tokens.text();
        } else if (tokens.at("OPTIMIZE", "FOR") && tokens.peek(2).isSymbol("(")) {
            optimiseFor();
        } else {
            words();
        }
    }

    private void texts() throws SqlError {
        tokens.expectSign("(");
        do {
            tokens.text();
        } while (tokens.takeSign(","));
        tokens.expectSign(")");
    }

    /** {@code OPTIMIZE FOR (@a = 1, @b UNKNOWN)}. */
    private void optimiseFor() throws SqlError {
        tokens.next();
        tokens.next();
        tokens.expectSign("(");
        do {
            tokens.variable();
            if (!tokens.take("UNKNOWN")) {
                tokens.expectSign("=");
                new ExpressionParser(tokens).value();
            }
        } while (tokens.takeSign(","));
        tokens.expectSign(")");
    }

    private void words() throws SqlError {
        for (int count : List.of(3, 2, 1)) {
            String words = tokens.wordsAhead(count);
            if (WORDS.contains(words)) {
                for (int read = words.split(" ").length; read > 0; read--) {
                    tokens.next();
                }
                return;
            }
        }
        throw tokens.unexpected();
    }
}
