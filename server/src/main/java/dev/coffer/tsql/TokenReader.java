package dev.coffer.tsql;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a batch, read from first to last; all parsers share one. Makes the syntax errors, and sees to it that
 * none of them shows what may be a secret: behind PASSWORD or SECRET no word is quoted, and in statements about keys no
 * literal. Confined to one thread.
 */
final class TokenReader {

    private static final Set<String> SECRET_AHEAD = Set.of("PASSWORD", "SECRET");
    private static final String BLANKED = "***";

    private final List<Token> tokens;
    private final Limits limits;
    private int index;
    private int statementStart;
    private int depth;
    private final DeclaredVariables variables;
    private @Nullable Map<Integer, Token.Kind> places;
    private int placesStart;

    TokenReader(List<Token> tokens, Limits limits, DeclaredVariables variables) {
        this.tokens = tokens;
        this.limits = limits;
        this.variables = variables;
    }

    Limits limits() {
        return limits;
    }

    Token peek() {
        return tokens.get(index);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(index + ahead, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        if (index < tokens.size() - 1) {
            index++;
        }
        return token;
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    Position position() {
        return peek().position();
    }

    /** A known statement begins here: what stood before it no longer decides what errors may quote. */
    void beginStatement() {
        statementStart = index;
    }

    boolean at(String word) {
        return peek().isWord(word);
    }

    /** Whether these words come next. */
    boolean at(String first, String second) {
        return peek().isWord(first) && peek(1).isWord(second);
    }

    boolean atSign(String sign) {
        return peek().isSymbol(sign);
    }

    boolean take(String word) {
        if (at(word)) {
            next();
            return true;
        }
        return false;
    }

    boolean take(String first, String second) {
        if (at(first, second)) {
            next();
            next();
            return true;
        }
        return false;
    }

    boolean take(String first, String second, String third) {
        if (at(first, second) && peek(2).isWord(third)) {
            next();
            next();
            next();
            return true;
        }
        return false;
    }

    boolean takeSign(String sign) {
        if (atSign(sign)) {
            next();
            return true;
        }
        return false;
    }

    void expect(String... words) throws SqlError {
        for (String word : words) {
            if (!take(word)) {
                throw unexpected();
            }
        }
    }

    void expectSign(String sign) throws SqlError {
        if (!takeSign(sign)) {
            throw unexpected();
        }
    }

    boolean atVariable() {
        return peek().kind() == Token.Kind.VARIABLE;
    }

    /** A variable that was declared; 137 for another. */
    Name variable() throws SqlError {
        Token token = peek();
        if (!atVariable()) {
            throw unexpected();
        }
        if (!variables.isDeclared(token.text())) {
            throw Message.UNDECLARED_VARIABLE
                    .error(token.text())
                    .atLine(token.position().line());
        }
        next();
        return new Name(token.text(), token.position());
    }

    DeclaredVariables variables() {
        return variables;
    }

    /** From here on a declared variable may stand where a name, a string or a number is read. */
    void beginPlaces() {
        places = new HashMap<>();
        placesStart = index;
    }

    /** What was read since, and where; nothing when no variable was met. */
    Optional<TokenTemplate> endPlaces(int start) {
        Map<Integer, Token.Kind> met = places;
        places = null;
        if (met == null || met.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Token.Kind> moved = new HashMap<>();
        met.forEach((place, kind) -> moved.put(place - start, kind));
        List<Token> statement = new ArrayList<>(tokens.subList(start, index));
        Token last = tokens.get(index);
        statement.add(new Token(Token.Kind.END, "", last.position(), last.endOffset()));
        return Optional.of(new TokenTemplate(statement, moved));
    }

    int index() {
        return index;
    }

    /** Offset of the first character behind the token that was read last. */
    int offset() {
        return index == 0 ? 0 : tokens.get(index - 1).endOffset();
    }

    /** Whether a variable stands for a value of that kind; it is read then. */
    private boolean takePlace(Token.Kind kind) throws SqlError {
        if (places == null || !atVariable() || index < placesStart) {
            return false;
        }
        places.put(index, kind);
        variable();
        return true;
    }

    boolean atName() {
        Token token = peek();
        return token.kind() == Token.Kind.BRACKETED
                || token.kind() == Token.Kind.DOUBLE_QUOTED
                || (token.kind() == Token.Kind.WORD && !Keywords.isReserved(token.word()));
    }

    Name name() throws SqlError {
        Token place = peek();
        if (takePlace(Token.Kind.BRACKETED)) {
            return new Name(place.text(), place.position());
        }
        if (!atName()) {
            throw unexpected();
        }
        Token token = next();
        return new Name(token.text(), token.position());
    }

    /** The logical name of a file, which SSMS writes as a string. */
    Name logicalName() throws SqlError {
        if (peek().kind() != Token.Kind.STRING) {
            return name();
        }
        Text text = text();
        if (text.value().isEmpty()) {
            throw Message.EMPTY_NAME.error().atLine(text.position().line());
        }
        int most = limits.identifierChars();
        if (text.value().length() > most) {
            throw Message.IDENTIFIER_TOO_LONG
                    .error(text.value().substring(0, most), most)
                    .atLine(text.position().line());
        }
        return new Name(text.value(), text.position());
    }

    /** A string literal; nothing else will do. */
    Text text() throws SqlError {
        Token place = peek();
        if (takePlace(Token.Kind.STRING)) {
            return new Text(place.text(), place.position());
        }
        if (peek().kind() != Token.Kind.STRING) {
            throw unexpected();
        }
        Token token = next();
        return new Text(token.text(), token.position());
    }

    /** A string literal in a secret position. */
    Secret secret() throws SqlError {
        Text literal = text();
        byte[] utf8 = literal.value().getBytes(StandardCharsets.UTF_8);
        return new Secret(SecretBytes.adopt(utf8), literal.position());
    }

    /** {@code PASSWORD = 'literal'}. */
    Secret password() throws SqlError {
        expect("PASSWORD");
        expectSign("=");
        return secret();
    }

    /** A whole number, with a sign when one is written. */
    long wholeNumber() throws SqlError {
        boolean negative = takeSign("-");
        Token token = peek();
        if (takePlace(Token.Kind.NUMBER)) {
            return 1;
        }
        if (token.kind() != Token.Kind.NUMBER) {
            throw unexpected();
        }
        try {
            long value = Long.parseLong(token.text());
            next();
            return negative ? -value : value;
        } catch (NumberFormatException e) {
            throw unexpected().causedBy(e);
        }
    }

    /** Goes one level down; {@link #leave} comes back. */
    void enter() throws SqlError {
        depth++;
        if (depth > limits.nesting()) {
            throw Message.NESTED_TOO_DEEPLY.error().atLine(position().line());
        }
    }

    void leave() {
        depth--;
    }

    /** The error for the token that comes next: 137 for a variable, 156 for a keyword, 102 otherwise. */
    SqlError unexpected() {
        return unexpectedAt(index);
    }

    /** The same for the token that was read last. */
    SqlError unexpectedBefore() {
        return unexpectedAt(Math.max(0, index - 1));
    }

    private SqlError unexpectedAt(int at) {
        Token token = tokens.get(at);
        int line = token.position().line();
        if (token.kind() == Token.Kind.END && at > 0) {
            // SQL Server names the last token when a batch ends too early.
            return Message.SYNTAX
                    .error(shown(at - 1))
                    .atLine(tokens.get(at - 1).position().line());
        }
        if (Keywords.isReserved(token.word()) && !hidden(at)) {
            return Message.SYNTAX_KEYWORD.error(token.text()).atLine(line);
        }
        return Message.SYNTAX.error(shown(at)).atLine(line);
    }

    /** What an error may say of a token. */
    private String shown(int at) {
        return hidden(at) ? BLANKED : tokens.get(at).text();
    }

    /** The token that comes next, as an error may quote it. */
    String shownNext() {
        return shown(index);
    }

    /** The token that was read last, as an error may quote it. */
    String shownBefore() {
        return shown(Math.max(0, index - 1));
    }

    private boolean hidden(int at) {
        Token token = tokens.get(at);
        if (token.kind() == Token.Kind.SYMBOL) {
            return false;
        }
        boolean literal = token.kind() != Token.Kind.WORD && token.kind() != Token.Kind.BRACKETED;
        for (int i = statementStart; i < at; i++) {
            String word = tokens.get(i).word();
            if (SECRET_AHEAD.contains(word) || (literal && Secretive.WORDS.contains(word))) {
                return true;
            }
        }
        return false;
    }

    /** The next words in upper case, as far as they are plain words: for naming what is not supported. */
    String wordsAhead(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count && !peek(i).word().isEmpty(); i++) {
            words.append(i == 0 ? "" : " ").append(peek(i).word().toUpperCase(Locale.ROOT));
        }
        return words.toString();
    }

    SqlError notSupported(String what, Position place) {
        return Message.NOT_SUPPORTED.error(what).atLine(place.line());
    }
}
