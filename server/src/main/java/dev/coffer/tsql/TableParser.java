package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE, DROP TABLE, CREATE INDEX and DROP INDEX. */
final class TableParser {

    private static final Set<String> REFUSED_OF_COLUMNS = Set.of(
            "COLLATE", "ENCRYPTED", "FILESTREAM", "GENERATED", "HIDDEN", "INDEX", "MASKED", "ROWGUIDCOL", "SPARSE");

    /** Ways to store a table, of which there is one here. */
    private static final Set<String> COMPRESSIONS = Set.of("NONE", "ROW", "PAGE");

    private final TokenReader tokens;
    private final QueryParser queries;
    private final ExpressionParser expressions;

    TableParser(TokenReader tokens) {
        this.tokens = tokens;
        this.queries = new QueryParser(tokens);
        this.expressions = new ExpressionParser(tokens);
    }

    /** Behind CREATE TABLE. */
    CreateTable createTable(Position start) throws SqlError {
        return definition(start, queries.objectName());
    }

    /** Behind DECLARE @name TABLE. */
    CreateTable tableVariable(Position start, Name name) throws SqlError {
        return definition(start, new ObjectName(Optional.empty(), Optional.empty(), name));
    }

    private CreateTable definition(Position start, ObjectName table) throws SqlError {
        List<CreateTable.ColumnDefinition> columns = new ArrayList<>();
        List<CreateTable.Constraint> constraints = new ArrayList<>();
        tokens.expectSign("(");
        do {
            element(columns, constraints);
        } while (tokens.takeSign(",") && !tokens.atSign(")"));
        tokens.expectSign(")");
        storage();
        return new CreateTable(start, table, columns, constraints);
    }

    /** Filegroups, which mean nothing here. */
    private void storage() throws SqlError {
        while (tokens.at("ON") || tokens.at("TEXTIMAGE_ON")) {
            tokens.next();
            tokens.name();
        }
        boolean options = tokens.at("WITH") && tokens.peek(1).isSymbol("(");
        if (options || tokens.at("FILESTREAM_ON")) {
            throw tokens.notSupported(options ? "CREATE TABLE WITH options" : "FILESTREAM_ON", tokens.position());
        }
    }

    /** A column with the constraints written at it, or a constraint. */
    void element(List<CreateTable.ColumnDefinition> columns, List<CreateTable.Constraint> constraints) throws SqlError {
        if (tokens.at("INDEX") || tokens.at("PERIOD", "FOR")) {
            throw tokens.notSupported("A table with " + tokens.wordsAhead(1), tokens.position());
        }
        if (atConstraint()) {
            constraints.add(constraint(Optional.empty()));
        } else {
            columns.add(column(constraints));
        }
    }

    private boolean atConstraint() {
        return tokens.at("CONSTRAINT")
                || tokens.at("PRIMARY", "KEY")
                || tokens.at("UNIQUE")
                || tokens.at("CHECK")
                || tokens.at("FOREIGN", "KEY");
    }

    private CreateTable.ColumnDefinition column(List<CreateTable.Constraint> constraints) throws SqlError {
        Name name = tokens.name();
        if (tokens.at("AS")) {
            throw tokens.notSupported("A computed column", tokens.position());
        }
        TypeName type = new TypeParser(tokens).type();
        CreateTable.Nullability nullability = CreateTable.Nullability.UNSPECIFIED;
        CreateTable.@Nullable Identity identity = null;
        CreateTable.@Nullable Default defaultValue = null;
        while (true) {
            if (tokens.take("NOT", "NULL")) {
                nullability = CreateTable.Nullability.NOT_NULL;
            } else if (tokens.take("NULL")) {
                nullability = CreateTable.Nullability.NULL;
            } else if (tokens.take("IDENTITY")) {
                identity = identity();
                tokens.take("NOT", "FOR", "REPLICATION");
            } else if (tokens.at("CONSTRAINT") && tokens.peek(2).isWord("DEFAULT")) {
                tokens.next();
                Name constraint = tokens.name();
                tokens.next();
                defaultValue = new CreateTable.Default(Optional.of(constraint), expressions.value());
            } else if (tokens.take("DEFAULT")) {
                defaultValue = new CreateTable.Default(Optional.empty(), expressions.value());
            } else if (atConstraint() || tokens.at("REFERENCES")) {
                constraints.add(constraint(Optional.of(name)));
            } else if (REFUSED_OF_COLUMNS.contains(tokens.peek().word())) {
                throw tokens.notSupported("A column with " + tokens.peek().word(), tokens.position());
            } else {
                return new CreateTable.ColumnDefinition(
                        name, type, nullability, Optional.ofNullable(identity), Optional.ofNullable(defaultValue));
            }
        }
    }

    private CreateTable.Identity identity() throws SqlError {
        if (!tokens.takeSign("(")) {
            return new CreateTable.Identity(1, 1);
        }
        long seed = tokens.wholeNumber();
        tokens.expectSign(",");
        long increment = tokens.wholeNumber();
        if (increment == 0) {
            throw tokens.unexpectedBefore();
        }
        tokens.expectSign(")");
        return new CreateTable.Identity(seed, increment);
    }

    /** @param column the one the constraint is written at */
    private CreateTable.Constraint constraint(Optional<Name> column) throws SqlError {
        Optional<Name> name = tokens.take("CONSTRAINT") ? Optional.of(tokens.name()) : Optional.empty();
        if (tokens.take("PRIMARY", "KEY")) {
            return new CreateTable.PrimaryKey(name, keyColumns(column));
        }
        if (tokens.take("UNIQUE")) {
            return new CreateTable.Unique(name, keyColumns(column));
        }
        if (tokens.take("CHECK")) {
            tokens.expectSign("(");
            Expression condition = expressions.condition();
            tokens.expectSign(")");
            return new CreateTable.Check(name, condition);
        }
        if (column.isPresent()) {
            tokens.take("FOREIGN", "KEY");
            return references(name, List.of(column.get()));
        }
        tokens.expect("FOREIGN", "KEY");
        return references(name, queries.names());
    }

    private List<Query.OrderItem> keyColumns(Optional<Name> column) throws SqlError {
        if (!tokens.take("CLUSTERED")) {
            tokens.take("NONCLUSTERED");
        }
        List<Query.OrderItem> columns;
        if (column.isPresent() && !tokens.atSign("(")) {
            Name name = column.get();
            Expression reference = new Expression.ColumnReference(name.position(), List.of(name));
            columns = List.of(new Query.OrderItem(reference, Query.Direction.ASCENDING));
        } else {
            columns = indexColumns();
        }
        withOptions();
        return columns;
    }

    private List<Query.OrderItem> indexColumns() throws SqlError {
        tokens.expectSign("(");
        List<Query.OrderItem> columns = new ArrayList<>();
        do {
            Name name = tokens.name();
            boolean descending = tokens.take("DESC");
            if (!descending) {
                tokens.take("ASC");
            }
            columns.add(new Query.OrderItem(
                    new Expression.ColumnReference(name.position(), List.of(name)),
                    descending ? Query.Direction.DESCENDING : Query.Direction.ASCENDING));
        } while (tokens.takeSign(","));
        tokens.expectSign(")");
        return columns;
    }

    /** {@code WITH (option = value, ...) ON filegroup}: storage details that mean nothing here. */
    private void withOptions() throws SqlError {
        if (tokens.at("WITH") && tokens.peek(1).isSymbol("(")) {
            tokens.next();
            tokens.next();
            do {
                if (tokens.at("IGNORE_DUP_KEY") && tokens.peek(2).isWord("ON")) {
                    throw tokens.notSupported("IGNORE_DUP_KEY", tokens.position());
                }
                indexOption();
            } while (tokens.takeSign(","));
            tokens.expectSign(")");
        }
        if (tokens.at("ON") && tokens.peek(1).kind() == Token.Kind.BRACKETED) {
            tokens.next();
            tokens.next();
        }
    }

    private void indexOption() throws SqlError {
        boolean compression = tokens.at("DATA_COMPRESSION");
        tokens.name();
        tokens.expectSign("=");
        if (compression && COMPRESSIONS.contains(tokens.peek().word())) {
            tokens.next();
        } else if (!tokens.take("ON") && !tokens.take("OFF")) {
            tokens.wholeNumber();
        }
    }

    private CreateTable.ForeignKey references(Optional<Name> name, List<Name> columns) throws SqlError {
        tokens.expect("REFERENCES");
        ObjectName referenced = queries.objectName();
        List<Name> referencedColumns = tokens.atSign("(") ? queries.names() : List.of();
        String onDelete = "NO ACTION";
        String onUpdate = "NO ACTION";
        while (tokens.at("ON", "DELETE") || tokens.at("ON", "UPDATE")) {
            tokens.next();
            if (tokens.next().isWord("DELETE")) {
                onDelete = action();
            } else {
                onUpdate = action();
            }
        }
        return new CreateTable.ForeignKey(name, columns, referenced, referencedColumns, onDelete, onUpdate);
    }

    private String action() throws SqlError {
        if (tokens.take("NO")) {
            tokens.expect("ACTION");
            return "NO ACTION";
        }
        if (tokens.take("CASCADE")) {
            return "CASCADE";
        }
        tokens.expect("SET");
        if (tokens.take("NULL")) {
            return "SET NULL";
        }
        tokens.expect("DEFAULT");
        return "SET DEFAULT";
    }

    /** Behind DROP TABLE. */
    DropTable dropTable(Position start) throws SqlError {
        IfExists ifExists = tokens.take("IF", "EXISTS") ? IfExists.IF_EXISTS : IfExists.REQUIRED;
        List<ObjectName> tables = new ArrayList<>();
        do {
            tables.add(queries.objectName());
        } while (tokens.takeSign(","));
        return new DropTable(start, tables, ifExists);
    }

    /** Behind CREATE. */
    CreateIndex createIndex(Position start) throws SqlError {
        Query.Duplicates duplicates = tokens.take("UNIQUE") ? Query.Duplicates.REMOVED : Query.Duplicates.KEPT;
        if (!tokens.take("CLUSTERED")) {
            tokens.take("NONCLUSTERED");
        }
        tokens.expect("INDEX");
        Name name = tokens.name();
        tokens.expect("ON");
        ObjectName table = queries.objectName();
        List<Query.OrderItem> columns = indexColumns();
        List<Name> included = tokens.take("INCLUDE") ? queries.names() : List.of();
        Optional<Expression> where = tokens.take("WHERE") ? Optional.of(expressions.condition()) : Optional.empty();
        withOptions();
        return new CreateIndex(start, name, table, duplicates, columns, included, where);
    }

    /** Behind DROP INDEX. */
    DropIndex dropIndex(Position start) throws SqlError {
        IfExists ifExists = tokens.take("IF", "EXISTS") ? IfExists.IF_EXISTS : IfExists.REQUIRED;
        Name name = tokens.name();
        tokens.expect("ON");
        ObjectName table = queries.objectName();
        if (tokens.atSign(",") || (tokens.at("WITH") && tokens.peek(1).isSymbol("("))) {
            throw tokens.notSupported("DROP INDEX of several indexes or with options", tokens.position());
        }
        return new DropIndex(start, name, table, ifExists);
    }
}
