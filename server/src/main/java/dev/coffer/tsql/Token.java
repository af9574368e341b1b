package dev.coffer.tsql;

import java.util.Locale;

/**
 * One token of a batch.
 *
 * @param text the word, the name or string with its quotes undone, the digits, or the sign
 * @param line 1-based
 * @param column 1-based, in UTF-16 units; both numbers stand here because a long batch has a million tokens
 * @param endOffset offset of the first character behind it
 * @param letters of a string
 */
record Token(Kind kind, String text, int line, int column, int endOffset, Expression.Letters letters) {

    Token(Kind kind, String text, int line, int column, int endOffset) {
        this(kind, text, line, column, endOffset, Expression.Letters.NARROW);
    }

    Token(Kind kind, String text, Position position, int endOffset) {
        this(kind, text, position.line(), position.column(), endOffset);
    }

    /** The same of a string that has an N before it. */
    Token national() {
        return new Token(kind, text, line, column, endOffset, Expression.Letters.NATIONAL);
    }

    Position position() {
        return new Position(line, column);
    }

    enum Kind {
        /** An unquoted word: keyword or identifier. */
        WORD,
        /** [name]. */
        BRACKETED,
        /** "name". */
        DOUBLE_QUOTED,
        STRING,
        NUMBER,
        MONEY,
        BINARY,
        /** A name behind one at sign. */
        VARIABLE,
        /** A name behind two at signs. */
        SYSTEM_VARIABLE,
        SYMBOL,
        END
    }

    boolean isWord(String upperCaseWord) {
        return kind == Kind.WORD && text.equalsIgnoreCase(upperCaseWord);
    }

    boolean isSymbol(String sign) {
        return kind == Kind.SYMBOL && text.equals(sign);
    }

    /** The word in upper case; empty for tokens that are no unquoted word. */
    String word() {
        return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : "";
    }

    /** Says the kind only: the text may be secret. */
    @Override
    public String toString() {
        return kind + " at " + position();
    }
}
