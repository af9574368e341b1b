package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;

/** CREATE VIEW and DROP VIEW. */
final class ViewParser {

    private final TokenReader tokens;
    private final QueryParser queries;

    ViewParser(TokenReader tokens) {
        this.tokens = tokens;
        this.queries = new QueryParser(tokens);
    }

    /** Behind CREATE VIEW. */
    CreateView create(Position start) throws SqlError {
        ObjectName view = queries.objectName();
        List<Name> columns = tokens.atSign("(") ? queries.names() : List.of();
        if (tokens.at("WITH")) {
            throw tokens.notSupported("CREATE VIEW ... WITH", tokens.position());
        }
        tokens.expect("AS");
        Query query = queries.query();
        queries.refuseFor();
        if (tokens.at("WITH", "CHECK")) {
            throw tokens.notSupported("WITH CHECK OPTION", tokens.position());
        }
        return new CreateView(start, view, columns, query);
    }

    /** Behind DROP VIEW. */
    DropView drop(Position start) throws SqlError {
        IfExists ifExists = tokens.take("IF", "EXISTS") ? IfExists.IF_EXISTS : IfExists.REQUIRED;
        List<ObjectName> views = new ArrayList<>();
        do {
            views.add(queries.objectName());
        } while (tokens.takeSign(","));
        return new DropView(start, views, ifExists);
    }
}
