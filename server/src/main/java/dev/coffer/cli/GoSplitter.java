package dev.coffer.cli;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows a script line by line and knows whether the next line starts inside a string, a bracketed name or a comment:
 * only outside of them is a line a client command. Replaces {@code $(name)} everywhere but in comments. Confined to one
 * thread.
 *
 * <p>GO is the client's, not the server's: it ends a batch, stands alone on its line and may carry a count. Comments
 * nest as in T-SQL. Source: sqlcmd, "GO" and "Use with scripting variables".
 */
public final class GoSplitter {

    private enum State {
        CODE,
        STRING,
        QUOTED_NAME,
        BRACKETED_NAME,
        BLOCK_COMMENT
    }

    /** The count has its own bound so that a slip of the finger does not fill a disk. */
    static final int MAX_REPEATS = 1_000_000;

    private static final Pattern GO =
            Pattern.compile("\\s*GO(?:\\s+(\\d{1,10}))?\\s*;?\\s*(?:--.*)?", Pattern.CASE_INSENSITIVE);

    private final ScriptVariables variables;
    private State state = State.CODE;
    private int commentDepth;

    public GoSplitter(ScriptVariables variables) {
        this.variables = variables;
    }

    /** Whether the next line may be a client command. */
    public boolean atCommand() {
        return state == State.CODE;
    }

    /**
     * How often the batch is to run when this line is a GO: 1 without a count. Empty when it is not one; only asked
     * when
     * {@link #atCommand}.
     *
     * @throws ScriptError for a count that is out of range
     */
    public static OptionalInt repeats(String line) throws ScriptError {
        Matcher go = GO.matcher(line);
        if (!go.matches()) {
            return OptionalInt.empty();
        }
        if (go.group(1) == null) {
            return OptionalInt.of(1);
        }
        long count = Long.parseLong(go.group(1));
        if (count > MAX_REPEATS) {
            throw new ScriptError("GO " + count + " is over the bound of " + MAX_REPEATS + " repeats.");
        }
        return OptionalInt.of((int) count);
    }

    /** Forgets an unfinished string or comment: a new batch begins. */
    public void reset() {
        state = State.CODE;
        commentDepth = 0;
    }

    /**
     * The line with its variables replaced; moves on to the state in which the next line starts. A variable's value is
     * not looked into: where a batch ends must not depend on it.
     *
     * @throws ScriptError for a variable that is not set
     */
    public String line(String text) throws ScriptError {
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            if (state == State.CODE && text.startsWith("--", i)) {
                return out.append(text, i, text.length()).toString();
            }
            int afterVariable = state == State.BLOCK_COMMENT ? i : variable(text, i, out);
            if (afterVariable > i) {
                i = afterVariable;
                continue;
            }
            int length = step(text, i);
            out.append(text, i, i + length);
            i += length;
        }
        return out.toString();
    }

    /** Writes a variable's value when one is named here and returns the place behind it; otherwise the same place. */
    private int variable(String text, int at, StringBuilder out) throws ScriptError {
        if (!variables.replaced() || !text.startsWith("$(", at)) {
            return at;
        }
        int end = text.indexOf(')', at);
        if (end < 0 || !ScriptVariables.isName(text.substring(at + 2, end))) {
            return at;
        }
        String name = text.substring(at + 2, end);
        out.append(variables
                .find(name)
                .orElseThrow(() -> new ScriptError("'" + name + "' scripting variable not defined.")));
        return end + 1;
    }

    /** Takes one or two characters and moves the state; returns how many it took. */
    private int step(String text, int at) {
        char c = text.charAt(at);
        switch (state) {
            case CODE -> {
                if (text.startsWith("/*", at)) {
                    state = State.BLOCK_COMMENT;
                    commentDepth = 1;
                    return 2;
                }
                state = opened(c);
            }
            case STRING -> closeAt(c, '\'');
            case QUOTED_NAME -> closeAt(c, '"');
            case BRACKETED_NAME -> {
                if (text.startsWith("]]", at)) {
                    return 2;
                }
                closeAt(c, ']');
            }
            case BLOCK_COMMENT -> {
                if (text.startsWith("/*", at)) {
                    commentDepth++;
                    return 2;
                }
                if (text.startsWith("*/", at)) {
                    commentDepth--;
                    state = commentDepth == 0 ? State.CODE : State.BLOCK_COMMENT;
                    return 2;
                }
            }
        }
        return 1;
    }

    private static State opened(char c) {
        return switch (c) {
            case '\'' -> State.STRING;
            case '"' -> State.QUOTED_NAME;
            case '[' -> State.BRACKETED_NAME;
            default -> State.CODE;
        };
    }

    /** A doubled quotation mark closes and opens again, which comes to the same. */
    private void closeAt(char c, char delimiter) {
        if (c == delimiter) {
            state = State.CODE;
        }
    }
}
