package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * HASHBYTES. What is hashed depends on the type: bytes as they are, nvarchar as UTF-16, varchar in the collation's code
 * page, UTF-8. So only values whose type is certain are hashed: literals, variables, casts and columns.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/functions/hashbytes-transact-sql">HASHBYTES</a>
 */
final class HashBytes {

    private static final String NAME = "hashbytes";

    private HashBytes() {}

    static boolean is(Expression.FunctionCall call) {
        return call.name().text().equalsIgnoreCase(NAME)
                && call.arguments().values().size() == 2;
    }

    /** @param value the second argument in PostgreSQL's words */
    static String write(Expression.FunctionCall call, String value, ValueTypes types) throws SqlError {
        List<Expression> arguments = call.arguments().values();
        if (!(arguments.get(0) instanceof Expression.StringLiteral algorithm)) {
            throw refused(call, "HASHBYTES with an algorithm that is no literal");
        }
        String bytes = bytes(call, arguments.get(1), value, types);
        return switch (algorithm.value().strip().toUpperCase(Locale.ROOT)) {
            case "SHA2_256" -> "pg_catalog.sha256(" + bytes + ")";
            case "SHA2_512" -> "pg_catalog.sha512(" + bytes + ")";
            case "MD5" -> "pg_catalog.decode(pg_catalog.md5(" + bytes + "), 'hex')";
            case "SHA", "SHA1" -> "sys.sha1(" + bytes + ")";
            default -> throw refused(call, "The algorithm of this HASHBYTES");
        };
    }

    private static String bytes(Expression.FunctionCall call, Expression hashed, String value, ValueTypes types)
            throws SqlError {
        Expression bare = bare(hashed);
        if (bare instanceof Expression.Keyword) {
            return "CAST(NULL AS bytea)";
        }
        if (bare instanceof Expression.BinaryLiteral) {
            return value;
        }
        if (bare instanceof Expression.StringLiteral string) {
            return string.letters() == Expression.Letters.NATIONAL ? wide(value) : narrow(value);
        }
        boolean certain = bare instanceof Expression.ColumnReference
                || bare instanceof Expression.Variable
                || bare instanceof Expression.Cast;
        Optional<SqlType> type = certain ? types.of(bare) : Optional.empty();
        if (type.isEmpty()) {
            // Refused only when it runs: the types of columns are not known at first.
            return "CAST(sys.refuse('HASHBYTES of a value without a declared type') AS bytea)";
        }
        return switch (type.get().name()) {
            case "varchar", "text" -> narrow(value);
            case "nvarchar", "ntext", "sysname" -> wide(value);
            case "char" -> narrow(padded(value, type.get().length()));
            case "nchar" -> wide(padded(value, type.get().length()));
            case "varbinary" -> value;
            default ->
                throw Message.ARGUMENT_TYPE
                        .error(type.get().name(), 2, NAME)
                        .atLine(call.position().line());
        };
    }

    private static Expression bare(Expression value) {
        Expression bare = value;
        while (bare instanceof Expression.Parenthesised inner) {
            bare = inner.inner();
        }
        return bare;
    }

    private static String narrow(String value) {
        return "pg_catalog.convert_to(CAST(" + value + " AS text), 'UTF8')";
    }

    private static String wide(String value) {
        return "sys.wide_bytes(CAST(" + value + " AS text))";
    }

    /** As text, a char loses the blanks that are part of it. */
    private static String padded(String value, int length) {
        return "pg_catalog.rpad(CAST(" + value + " AS text), " + length + ")";
    }

    private static SqlError refused(Expression.FunctionCall call, String what) {
        return Message.NOT_SUPPORTED.error(what).atLine(call.position().line());
    }
}
