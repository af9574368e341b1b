package dev.coffer.tsql;

import java.util.Set;

/**
 * What the text of a batch means beyond itself.
 *
 * @param quotes what double quotes stand around, until SET QUOTED_IDENTIFIER in the text says otherwise
 * @param variables that are declared already, with their at signs: the parameters of sp_executesql
 */
public record ParseRules(Quotes quotes, Set<String> variables) {

    public static final ParseRules STANDARD = new ParseRules(Quotes.NAMES, Set.of());

    public ParseRules {
        variables = Set.copyOf(variables);
    }

    /** What double quotes stand around. */
    public enum Quotes {
        NAMES,
        STRINGS
    }
}
