package dev.coffer.translate;

import dev.coffer.result.SqlType;
import java.util.Map;
import java.util.Optional;

/**
 * Precision and scale of computed decimals, by SQL Server's rules.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/data-types/precision-scale-and-length-transact-sql">Precision,
 *     scale, and length</a>
 */
final class Decimals {

    private static final int MAX_PRECISION = 38;

    /** Digits of the fraction that a product or quotient keeps whatever happens. */
    private static final int LEAST_SCALE = 6;

    /** Integers and money as decimals. */
    private static final Map<String, Digits> AS_DECIMAL = Map.of(
            "bit", new Digits(1, 0),
            "tinyint", new Digits(3, 0),
            "smallint", new Digits(5, 0),
            "int", new Digits(10, 0),
            "bigint", new Digits(19, 0),
            "money", new Digits(19, 4),
            "smallmoney", new Digits(10, 4));

    private Decimals() {}

    /** Digits in all, and those behind the point. */
    record Digits(int precision, int scale) {
        int whole() {
            return precision - scale;
        }
    }

    static boolean is(SqlType type) {
        return type.name().equals("decimal") || type.name().equals("numeric");
    }

    /** Empty for types that are no exact numbers. */
    static Optional<Digits> digits(SqlType type) {
        return is(type)
                ? Optional.of(new Digits(type.precision(), type.scale()))
                : Optional.ofNullable(AS_DECIMAL.get(type.name()));
    }

    /** @param operator one of + - * / % */
    static Digits of(String operator, Digits left, Digits right) {
        int widerScale = Math.max(left.scale(), right.scale());
        return switch (operator) {
            case "*" -> product(left.precision() + right.precision() + 1, left.scale() + right.scale());
            case "/" -> {
                int scale = Math.max(LEAST_SCALE, left.scale() + right.precision() + 1);
                yield product(left.whole() + right.scale() + scale, scale);
            }
            case "%" -> sum(Math.min(left.whole(), right.whole()), widerScale);
            default -> sum(Math.max(left.whole(), right.whole()) + 1, widerScale);
        };
    }

    /** What holds values of both. */
    static Digits union(Digits one, Digits other) {
        return sum(Math.max(one.whole(), other.whole()), Math.max(one.scale(), other.scale()));
    }

    /** Too wide, it gives up digits behind the point. */
    private static Digits sum(int whole, int scale) {
        int kept = Math.min(scale, Math.max(0, MAX_PRECISION - whole));
        return new Digits(Math.min(MAX_PRECISION, whole + scale), kept);
    }

    /** The same, but six of them stay. */
    private static Digits product(int precision, int scale) {
        if (precision <= MAX_PRECISION) {
            return new Digits(precision, scale);
        }
        int whole = precision - scale;
        int kept = Math.max(Math.min(scale, LEAST_SCALE), Math.min(scale, MAX_PRECISION - whole));
        return new Digits(MAX_PRECISION, kept);
    }
}
