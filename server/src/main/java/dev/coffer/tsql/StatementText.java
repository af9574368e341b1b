package dev.coffer.tsql;

import java.util.Locale;

/**
 * One statement as it was written, for whoever watches it run: without comments, and without anything that may be a
 * secret or somebody's data. Literals stand there as {@code ***} in statements about rows, variables and control flow,
 * whose texts logs do not have either, and everywhere behind a word such as PASSWORD or KEY. Immutable and thread-safe.
 */
public final class StatementText {

    /** Of a session that has run none. */
    public static final StatementText NONE = new StatementText("", 0, 0, Literals.BLANKED);

    /** Longer ones are cut: a session holds one, and a list of sessions holds all of theirs. */
    public static final int MAX_CHARS = 8_000;

    private static final String BLANK = "'***'";

    private final String batch;
    private final int start;
    private final int end;
    private final Literals literals;

    private enum Literals {
        SHOWN,
        BLANKED
    }

    private StatementText(String batch, int start, int end, Literals literals) {
        this.batch = batch;
        this.start = start;
        this.end = end;
        this.literals = literals;
    }

    /**
     * @param batch a text that was parsed, so that all its quotes and comments are closed
     * @param start offset of its first character or of what stands before it
     * @param end offset of the first character behind it
     */
    static StatementText of(Statement statement, String batch, int start, int end) {
        boolean data = statement instanceof DataStatement
                || statement instanceof ControlStatement
                || statement instanceof Print;
        return new StatementText(batch, start, end, data ? Literals.BLANKED : Literals.SHOWN);
    }

    /** The same without the batch, which may hold what is not shown. */
    public StatementText settled() {
        String shown = shown();
        return new StatementText(shown, 0, shown.length(), literals);
    }

    /** At most {@value #MAX_CHARS} characters. */
    public String shown() {
        StringBuilder text = new StringBuilder();
        boolean hides = literals == Literals.BLANKED;
        int at = start;
        while (at < end && text.length() < MAX_CHARS) {
            int next = behind(at);
            String piece = batch.substring(at, Math.min(next, end));
            if (piece.startsWith("--") || piece.startsWith("/*")) {
                text.append(' ');
            } else if (isLiteral(piece)) {
                text.append(hides || isTelling(piece) ? BLANK : piece);
            } else {
                hides |= Secretive.WORDS.contains(piece.toUpperCase(Locale.ROOT));
                text.append(piece);
            }
            at = next;
        }
        text.setLength(Math.min(text.length(), MAX_CHARS));
        return text.toString().strip();
    }

    /** Strings, what may be one between double quotes, and binary values. */
    private static boolean isLiteral(String piece) {
        char first = piece.charAt(0);
        return first == '\''
                || first == '"'
                || piece.startsWith("N'")
                || piece.startsWith("n'")
                || piece.startsWith("0x")
                || piece.startsWith("0X");
    }

    /** A URL with more in it than a place. */
    private static boolean isTelling(String piece) {
        return piece.contains("://") && (piece.indexOf('?') >= 0 || piece.indexOf('@') >= 0);
    }

    /** Offset of the first character behind the comment, literal, name, word or sign that begins there. */
    private int behind(int at) {
        char c = batch.charAt(at);
        if (batch.startsWith("--", at)) {
            int line = batch.indexOf('\n', at);
            return line < 0 ? end : line;
        }
        if (batch.startsWith("/*", at)) {
            return behindComment(at);
        }
        if (c == '\'' || c == '"') {
            return behindQuote(at + 1, c);
        }
        if (c == '[') {
            return behindQuote(at + 1, ']');
        }
        if ((c == 'N' || c == 'n') && at + 1 < end && batch.charAt(at + 1) == '\'') {
            return behindQuote(at + 2, '\'');
        }
        int next = at + 1;
        if (isWord(c)) {
            while (next < end && isWord(batch.charAt(next))) {
                next++;
            }
        }
        return next;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '@' || c == '#' || c == '$';
    }

    private int behindQuote(int from, char quote) {
        int at = from;
        while (at < end) {
            if (batch.charAt(at) != quote) {
                at++;
            } else if (at + 1 < end && batch.charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return end;
    }

    private int behindComment(int from) {
        int depth = 0;
        int at = from;
        while (at < end) {
            if (batch.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (batch.startsWith("*/", at)) {
                depth--;
                at += 2;
                if (depth == 0) {
                    return at;
                }
            } else {
                at++;
            }
        }
        return end;
    }

    /** Says no text: who wants it asks for it. */
    @Override
    public String toString() {
        return "StatementText[" + (end - start) + " characters]";
    }
}
