package dev.coffer.tsql;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code BEGIN TRY ... END TRY BEGIN CATCH ... END CATCH}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/language-elements/try-catch-transact-sql">TRY ... CATCH</a>
 */
public record TryCatch(Position position, List<Statement> tried, List<Statement> caught) implements ControlStatement {
    public TryCatch {
        tried = List.copyOf(tried);
        caught = List.copyOf(caught);
    }

    @Override
    public String words() {
        return "TRY ... CATCH";
    }

    @Override
    public List<Secret> secrets() {
        List<Secret> secrets = new ArrayList<>(ControlStatement.secrets(tried));
        secrets.addAll(ControlStatement.secrets(caught));
        return List.copyOf(secrets);
    }
}
