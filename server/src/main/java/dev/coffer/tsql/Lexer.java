package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text of one batch to its tokens. Confined to one thread; used once. */
final class Lexer {

    /** Signs of two characters, which win over their first character alone. */
    private static final List<String> TWO_CHARACTER_SIGNS =
            List.of("<=", ">=", "<>", "!=", "!<", "!>", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "::");

    private static final String SIGNS = "(),;.=<>+-*/%&|^~:";

    /** One string for all tokens of a sign. */
    private static final List<String> ONE_CHARACTER_SIGNS = List.of(SIGNS.split(""));

    private static final int SHOWN_CHARS = 128;

    private final String text;
    private final Limits limits;
    private final List<Token> tokens = new ArrayList<>();
    private ParseRules.Quotes quotes;
    private int offset;
    private int line = 1;
    private int lineStart;

    /** @param quotes what double quotes stand around until SET QUOTED_IDENTIFIER says otherwise */
    Lexer(String text, Limits limits, ParseRules.Quotes quotes) {
        this.text = text;
        this.limits = limits;
        this.quotes = quotes;
    }

    /** All tokens, the last of them of kind END. */
    List<Token> tokens() throws SqlError {
        if (text.length() > limits.batchChars()) {
            throw Message.NESTED_TOO_DEEPLY.error();
        }
        skipBlanksAndComments();
        while (offset < text.length()) {
            readToken();
            skipBlanksAndComments();
        }
        tokens.add(new Token(Token.Kind.END, "", here(), offset));
        return tokens;
    }

    private Position here() {
        return new Position(line, offset - lineStart + 1);
    }

    private char at(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private void advanceTo(int end) {
        for (int i = offset; i < end; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        offset = end;
    }

    private void add(Token.Kind kind, String value, int end) throws SqlError {
        if (tokens.size() == limits.tokens()) {
            throw Message.NESTED_TOO_DEEPLY.error().atLine(line);
        }
        int startLine = line;
        int column = offset - lineStart + 1;
        advanceTo(end);
        tokens.add(new Token(kind, value, startLine, column, end));
    }

    private void skipBlanksAndComments() throws SqlError {
        while (offset < text.length()) {
            char c = text.charAt(offset);
            if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
                advanceTo(offset + 1);
            } else if (c == '-' && at(offset + 1) == '-') {
                int end = text.indexOf('\n', offset);
                advanceTo(end < 0 ? text.length() : end);
            } else if (c == '/' && at(offset + 1) == '*') {
                skipComment();
            } else {
                return;
            }
        }
    }

    /** Comments nest in T-SQL. */
    private void skipComment() throws SqlError {
        int startLine = line;
        int depth = 0;
        int i = offset;
        while (i < text.length()) {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    advanceTo(i);
                    return;
                }
            } else {
                i++;
            }
        }
        throw Message.MISSING_COMMENT_END.error().atLine(startLine);
    }

    private void readToken() throws SqlError {
        char c = text.charAt(offset);
        char following = at(offset + 1);
        if (c == '\'') {
            readQuoted(Token.Kind.STRING, offset + 1, '\'');
        } else if ((c == 'N' || c == 'n') && following == '\'') {
            readQuoted(Token.Kind.STRING, offset + 2, '\'');
            tokens.add(tokens.remove(tokens.size() - 1).national());
        } else if (c == '[') {
            readQuoted(Token.Kind.BRACKETED, offset + 1, ']');
        } else if (c == '"') {
            boolean name = quotes == ParseRules.Quotes.NAMES;
            readQuoted(name ? Token.Kind.DOUBLE_QUOTED : Token.Kind.STRING, offset + 1, '"');
        } else if (c == '0' && (following == 'x' || following == 'X')) {
            readBinary();
        } else if (isDigit(c) || (c == '.' && isDigit(following))) {
            readNumber(Token.Kind.NUMBER, offset);
        } else if (c == '$' && (isDigit(following) || following == '.')) {
            readNumber(Token.Kind.MONEY, offset + 1);
        } else if (c == '@') {
            readVariable();
        } else if (isIdentifierStart(c) || (c == '$' && isIdentifierStart(following))) {
            readWord();
        } else {
            readSign();
        }
    }

    private void readQuoted(Token.Kind kind, int from, char quote) throws SqlError {
        StringBuilder value = new StringBuilder();
        int i = from;
        while (true) {
            int end = text.indexOf(quote, i);
            if (end < 0) {
                throw Message.UNCLOSED_QUOTE.error(shown(text.substring(from))).atLine(here().line());
            }
            value.append(text, i, end);
            if (at(end + 1) != quote) {
                if (kind != Token.Kind.STRING) {
                    checkIdentifier(value.toString());
                }
                add(kind, value.toString(), end + 1);
                return;
            }
            value.append(quote);
            i = end + 2;
        }
    }

    /** An unclosed quote may hold a secret, and is not shown then. */
    private String shown(String rest) {
        if (Secretive.mayHold(text)) {
            return "***";
        }
        return rest.length() <= SHOWN_CHARS ? rest : rest.substring(0, SHOWN_CHARS);
    }

    private void checkIdentifier(String name) throws SqlError {
        if (name.isEmpty()) {
            throw Message.EMPTY_NAME.error().atLine(line);
        }
        if (name.length() > limits.identifierChars()) {
            throw Message.IDENTIFIER_TOO_LONG
                    .error(shown(name), limits.identifierChars())
                    .atLine(line);
        }
        if (name.indexOf('\0') >= 0) {
            throw Message.SYNTAX.error("NUL").atLine(line);
        }
    }

    private void readBinary() throws SqlError {
        int end = offset + 2;
        while (Character.digit(at(end), 16) >= 0 && at(end) < 128) {
            end++;
        }
        String digits = text.substring(offset + 2, end).toUpperCase(Locale.ROOT);
        add(Token.Kind.BINARY, digits.length() % 2 == 0 ? digits : "0" + digits, end);
    }

    private void readNumber(Token.Kind kind, int from) throws SqlError {
        int end = from;
        while (isDigit(at(end))) {
            end++;
        }
        if (at(end) == '.') {
            end++;
            while (isDigit(at(end))) {
                end++;
            }
        }
        if (at(end) == 'e' || at(end) == 'E') {
            int exponent = at(end + 1) == '+' || at(end + 1) == '-' ? end + 2 : end + 1;
            if (isDigit(at(exponent))) {
                end = exponent;
                while (isDigit(at(end))) {
                    end++;
                }
            }
        }
        add(kind, text.substring(from, end), end);
    }

    private void readVariable() throws SqlError {
        Token.Kind kind = at(offset + 1) == '@' ? Token.Kind.SYSTEM_VARIABLE : Token.Kind.VARIABLE;
        int end = offset + (kind == Token.Kind.VARIABLE ? 1 : 2);
        while (isIdentifierPart(at(end))) {
            end++;
        }
        String name = text.substring(offset, end);
        checkIdentifier(name);
        add(kind, name, end);
    }

    private void readWord() throws SqlError {
        int end = offset + 1;
        while (isIdentifierPart(at(end))) {
            end++;
        }
        String word = text.substring(offset, end);
        checkIdentifier(word);
        add(Token.Kind.WORD, word, end);
        if (word.equalsIgnoreCase("ON") || word.equalsIgnoreCase("OFF")) {
            noteQuotedIdentifier(word);
        }
    }

    /** {@code SET QUOTED_IDENTIFIER ON | OFF} counts from where it stands, whether it runs or not. */
    private void noteQuotedIdentifier(String value) {
        boolean named = false;
        for (int i = tokens.size() - 2; i >= 0; i--) {
            Token token = tokens.get(i);
            if (token.isWord("SET")) {
                if (named) {
                    boolean on = value.equalsIgnoreCase("ON");
                    quotes = on ? ParseRules.Quotes.NAMES : ParseRules.Quotes.STRINGS;
                }
                return;
            }
            if (token.kind() != Token.Kind.WORD && !token.isSymbol(",")) {
                return;
            }
            named |= token.isWord("QUOTED_IDENTIFIER") || token.isWord("ANSI_DEFAULTS");
        }
    }

    private void readSign() throws SqlError {
        for (String sign : TWO_CHARACTER_SIGNS) {
            if (text.startsWith(sign, offset)) {
                add(Token.Kind.SYMBOL, sign, offset + 2);
                return;
            }
        }
        char c = text.charAt(offset);
        if (SIGNS.indexOf(c) < 0) {
            String shown = c < 128 ? String.valueOf(c) : "character " + (int) c;
            throw Message.SYNTAX.error(shown).atLine(line);
        }
        add(Token.Kind.SYMBOL, ONE_CHARACTER_SIGNS.get(SIGNS.indexOf(c)), offset + 1);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIdentifierStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '#';
    }

    private static boolean isIdentifierPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '@' || c == '$' || c == '#';
    }
}
