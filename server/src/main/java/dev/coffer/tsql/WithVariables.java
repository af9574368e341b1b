package dev.coffer.tsql;

/**
 * A BACKUP or RESTORE that has variables for its database, its device or values of its options.
 *
 * @param form the statement with stand-ins in the variables' places
 * @param template makes the statement when it runs
 */
public record WithVariables(Position position, Statement form, TokenTemplate template) implements Statement {
    @Override
    public String words() {
        return form.words();
    }

    @Override
    public String redacted() {
        return words();
    }
}
