package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ALTER TABLE. */
final class AlterTableParser {

    private final TokenReader tokens;
    private final TableParser tables;

    AlterTableParser(TokenReader tokens) {
        this.tokens = tokens;
        this.tables = new TableParser(tokens);
    }

    /** Behind ALTER TABLE. */
    AlterTable parse(Position start) throws SqlError {
        ObjectName table = new QueryParser(tokens).objectName();
        return new AlterTable(start, table, change());
    }

    private AlterTable.Change change() throws SqlError {
        AlterTable.Rows rows = AlterTable.Rows.CHECKED;
        if (tokens.take("WITH", "NOCHECK")) {
            rows = AlterTable.Rows.UNCHECKED;
        } else {
            tokens.take("WITH", "CHECK");
        }
        if (tokens.take("ADD")) {
            return add(rows);
        }
        if (tokens.take("CHECK", "CONSTRAINT") && rows == AlterTable.Rows.CHECKED) {
            return new AlterTable.CheckConstraint(tokens.take("ALL") ? Optional.empty() : Optional.of(tokens.name()));
        }
        if (tokens.take("ALTER", "COLUMN")) {
            return alterColumn();
        }
        if (tokens.at("DROP")) {
            tokens.next();
            return drop();
        }
        for (String word : List.of("NOCHECK", "CHECK", "ENABLE", "DISABLE", "SWITCH", "SET", "REBUILD")) {
            if (tokens.at(word)) {
                throw tokens.notSupported("ALTER TABLE ... " + word, tokens.position());
            }
        }
        throw tokens.unexpected();
    }

    private AlterTable.Change add(AlterTable.Rows rows) throws SqlError {
        List<CreateTable.ColumnDefinition> columns = new ArrayList<>();
        List<CreateTable.Constraint> constraints = new ArrayList<>();
        List<AlterTable.ColumnDefault> defaults = new ArrayList<>();
        do {
            if (tokens.at("DEFAULT")
                    || (tokens.at("CONSTRAINT") && tokens.peek(2).isWord("DEFAULT"))) {
                Optional<Name> name = tokens.take("CONSTRAINT") ? Optional.of(tokens.name()) : Optional.empty();
                tokens.expect("DEFAULT");
                Expression value = new ExpressionParser(tokens).value();
                tokens.expect("FOR");
                defaults.add(new AlterTable.ColumnDefault(tokens.name(), new CreateTable.Default(name, value)));
                refuseValues();
            } else {
                tables.element(columns, constraints);
                refuseValues();
            }
        } while (tokens.takeSign(","));
        return new AlterTable.Add(columns, constraints, defaults, rows);
    }

    private void refuseValues() throws SqlError {
        if (tokens.at("WITH", "VALUES")) {
            throw tokens.notSupported("WITH VALUES", tokens.position());
        }
    }

    private void refuse(String word, String what) throws SqlError {
        if (tokens.at(word)) {
            throw tokens.notSupported(what, tokens.position());
        }
    }

    private AlterTable.Change alterColumn() throws SqlError {
        Name column = tokens.name();
        if (tokens.at("ADD") || tokens.at("DROP")) {
            throw tokens.notSupported("ALTER COLUMN ... " + tokens.peek().word(), tokens.position());
        }
        TypeName type = new TypeParser(tokens).type();
        refuse("COLLATE", "ALTER COLUMN ... COLLATE");
        CreateTable.Nullability nullability = CreateTable.Nullability.UNSPECIFIED;
        if (tokens.take("NOT", "NULL")) {
            nullability = CreateTable.Nullability.NOT_NULL;
        } else if (tokens.take("NULL")) {
            nullability = CreateTable.Nullability.NULL;
        }
        return new AlterTable.AlterColumn(column, type, nullability);
    }

    private AlterTable.Change drop() throws SqlError {
        boolean columns = tokens.take("COLUMN");
        if (!columns) {
            tokens.take("CONSTRAINT");
        }
        IfExists ifExists = tokens.take("IF", "EXISTS") ? IfExists.IF_EXISTS : IfExists.REQUIRED;
        List<Name> names = new ArrayList<>();
        do {
            refuse("COLUMN", "ALTER TABLE ... DROP of several kinds");
            refuse("CONSTRAINT", "ALTER TABLE ... DROP of several kinds");
            names.add(tokens.name());
        } while (tokens.takeSign(","));
        return columns ? new AlterTable.DropColumns(names, ifExists) : new AlterTable.DropConstraints(names, ifExists);
    }
}
