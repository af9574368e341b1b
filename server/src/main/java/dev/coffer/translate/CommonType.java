package dev.coffer.translate;

import dev.coffer.result.SqlType;
import java.util.List;
import java.util.Optional;

/** What values of two types become where they meet. */
final class CommonType {

    /** The lowest first. */
    static final List<String> INTEGERS = List.of("bit", "tinyint", "smallint", "int", "bigint");

    private CommonType() {}

    /** The type that both become, where the rules are plain. */
    static Optional<SqlType> of(SqlType one, SqlType other) {
        if (one.equals(other)) {
            return Optional.of(one);
        }
        boolean decimals = Decimals.is(one) || Decimals.is(other);
        Optional<Decimals.Digits> left = Decimals.digits(one);
        Optional<Decimals.Digits> right = Decimals.digits(other);
        if (decimals && left.isPresent() && right.isPresent()) {
            Decimals.Digits both = Decimals.union(left.get(), right.get());
            return Optional.of(
                    new SqlType(Decimals.is(one) ? one.name() : other.name(), 0, both.precision(), both.scale()));
        }
        if (INTEGERS.contains(one.name()) && INTEGERS.contains(other.name())) {
            return Optional.of(INTEGERS.indexOf(one.name()) > INTEGERS.indexOf(other.name()) ? one : other);
        }
        boolean money = one.name().endsWith("money") || other.name().endsWith("money");
        if (money && left.isPresent() && right.isPresent()) {
            boolean small = !one.name().equals("money") && !other.name().equals("money");
            return Optional.of(SqlType.of(small ? "smallmoney" : "money"));
        }
        if (one.name().endsWith("char") && other.name().endsWith("char")) {
            return Optional.of(string(one, other));
        }
        return Optional.empty();
    }

    private static SqlType string(SqlType one, SqlType other) {
        boolean national = one.name().startsWith("n") || other.name().startsWith("n");
        boolean varies = one.name().contains("var") || other.name().contains("var") || one.length() != other.length();
        int length = one.length() < 0 || other.length() < 0 ? -1 : Math.max(one.length(), other.length());
        return SqlType.sized((national ? "n" : "") + (varies ? "varchar" : "char"), length);
    }
}
