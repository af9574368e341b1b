package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.InsertBulk.BulkColumn;
import dev.coffer.tsql.InsertBulk.Option;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** INSERT BULK, which drivers and tools write. */
final class BulkParser {

    private final TokenReader tokens;

    BulkParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    /** Behind INSERT BULK. */
    InsertBulk insert(Position start) throws SqlError {
        ObjectName table = new QueryParser(tokens).objectName();
        List<BulkColumn> columns = new ArrayList<>();
        tokens.expectSign("(");
        do {
            columns.add(column());
        } while (tokens.takeSign(","));
        tokens.expectSign(")");
        Set<Option> options = EnumSet.noneOf(Option.class);
        List<Name> order = new ArrayList<>();
        if (tokens.take("WITH")) {
            tokens.expectSign("(");
            do {
                option(options, order);
            } while (tokens.takeSign(","));
            tokens.expectSign(")");
        }
        return new InsertBulk(start, table, columns, options, order);
    }

    /** The collation says how the client encodes text, and the rows say so themselves. */
    private BulkColumn column() throws SqlError {
        Name name = tokens.name();
        TypeName type = new TypeParser(tokens).type();
        if (tokens.take("COLLATE")) {
            tokens.name();
        }
        if (!tokens.take("NOT", "NULL")) {
            tokens.take("NULL");
        }
        return new BulkColumn(name, type);
    }

    private void option(Set<Option> options, List<Name> order) throws SqlError {
        if (tokens.take("ROWS_PER_BATCH") || tokens.take("KILOBYTES_PER_BATCH")) {
            tokens.expectSign("=");
            tokens.wholeNumber();
            return;
        }
        if (tokens.take("ORDER")) {
            order(order);
            return;
        }
        for (Option option : Option.values()) {
            if (tokens.take(option.name())) {
                options.add(option);
                return;
            }
        }
        if (tokens.at("ALLOW_ENCRYPTED_VALUE_MODIFICATIONS")) {
            throw tokens.notSupported("ALLOW_ENCRYPTED_VALUE_MODIFICATIONS", tokens.position());
        }
        throw tokens.unexpected();
    }

    private void order(List<Name> order) throws SqlError {
        tokens.expectSign("(");
        do {
            order.add(tokens.name());
            if (!tokens.take("DESC")) {
                tokens.take("ASC");
            }
        } while (tokens.takeSign(","));
        tokens.expectSign(")");
    }
}
