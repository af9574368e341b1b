package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tokens of a statement with places for variables' values. Immutable and thread-safe. */
public final class TokenTemplate {

    private final List<Token> tokens;
    private final Map<Integer, Token.Kind> places;

    /** @param places by index of a token that is a variable: as what its value is read */
    TokenTemplate(List<Token> tokens, Map<Integer, Token.Kind> places) {
        this.tokens = List.copyOf(tokens);
        this.places = Map.copyOf(places);
    }

    /** The variables' names, with their at signs. */
    public Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        places.keySet().stream()
                .sorted()
                .forEach(place -> names.add(tokens.get(place).text()));
        return names;
    }

    /**
     * The statement with values in their places.
     *
     * @param values by variable, as text
     * @throws SqlError as parsing it throws
     */
    public Statement fill(Map<String, String> values) throws SqlError {
        List<Token> filled = new ArrayList<>(tokens);
        for (Map.Entry<Integer, Token.Kind> place : places.entrySet()) {
            Token variable = tokens.get(place.getKey());
            String value = values.getOrDefault(variable.text(), "");
            filled.set(place.getKey(), new Token(place.getValue(), value, variable.position(), variable.endOffset()));
        }
        return BatchParser.single(filled);
    }
}
