package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Functions that scripts make names and reports with, where a literal among their arguments decides what they do. */
final class ReportFunctions {

    private static final String CULTURE = "en-us";

    private ReportFunctions() {}

    /** @param arguments in PostgreSQL's words; empty for a function that is none of these */
    static Optional<String> call(Expression.FunctionCall call, List<String> arguments) throws SqlError {
        List<Expression> written = call.arguments().values();
        return switch (call.name().text().toLowerCase(Locale.ROOT) + "/" + arguments.size()) {
            case "format/2" -> Optional.of(format(call, arguments));
            case "format/3" -> {
                boolean known = written.get(2) instanceof Expression.StringLiteral culture
                        && culture.value().equalsIgnoreCase(CULTURE);
                if (!known) {
                    throw refused("FORMAT with a culture other than en-US", call);
                }
                yield Optional.of(format(call, arguments));
            }
            case "checksum/1" -> Optional.of(anyNumber(call));
            default ->
                call.name().text().equalsIgnoreCase("formatmessage") && !arguments.isEmpty()
                        ? Optional.of(message(call, arguments))
                        : Optional.empty();
        };
    }

    private static String format(Expression.FunctionCall call, List<String> arguments) throws SqlError {
        if (!(call.arguments().values().get(1) instanceof Expression.StringLiteral pattern)) {
            throw refused("FORMAT with a pattern that is no literal", call);
        }
        Optional<String> moment = FormatPattern.ofMoment(pattern.value());
        Optional<String> number = FormatPattern.ofNumber(pattern.value());
        Optional<String> whole = FormatPattern.ofWholeNumber(pattern.value());
        if (moment.isEmpty() && number.isEmpty() && whole.isEmpty()) {
            throw refused("FORMAT with the pattern " + pattern.value(), call);
        }
        return "sys.formatted(" + arguments.get(0) + ", " + orNull(moment) + ", " + orNull(number) + ", "
                + orNull(whole) + ")";
    }

    private static String orNull(Optional<String> format) throws SqlError {
        return format.isPresent() ? Names.literal(format.get()) : "NULL";
    }

    /** CHECKSUM(NEWID()), which scripts write for a random number. */
    private static String anyNumber(Expression.FunctionCall call) throws SqlError {
        boolean random = call.arguments().values().get(0) instanceof Expression.FunctionCall inner
                && inner.name().text().equalsIgnoreCase("newid");
        if (!random) {
            throw refused("CHECKSUM of anything but NEWID()", call);
        }
        return "CAST(pg_catalog.floor(pg_catalog.random() * 4294967296) - 2147483648 AS integer)";
    }

    /** A text with %s, %d, %i and %%; what is missing is (null). */
    private static String message(Expression.FunctionCall call, List<String> arguments) throws SqlError {
        if (!(call.arguments().values().get(0) instanceof Expression.StringLiteral text)) {
            throw refused("FORMATMESSAGE of anything but a literal", call);
        }
        List<String> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int next = 1;
        int at = 0;
        while (at < text.value().length()) {
            char c = text.value().charAt(at++);
            if (c != '%') {
                plain.append(c);
                continue;
            }
            char kind = at < text.value().length() ? text.value().charAt(at++) : ' ';
            if (kind == '%') {
                plain.append(kind);
            } else if (kind == 's' || kind == 'd' || kind == 'i') {
                parts.add(Names.literal(plain.toString()));
                plain.setLength(0);
                parts.add(
                        next < arguments.size()
                                ? "COALESCE(sys.printable(" + arguments.get(next) + "), '(null)')"
                                : "'(null)'");
                next++;
            } else {
                throw refused("FORMATMESSAGE with anything but %s, %d and %i", call);
            }
        }
        parts.add(Names.literal(plain.toString()));
        return "concat(" + String.join(", ", parts) + ")";
    }

    private static SqlError refused(String what, Expression.FunctionCall call) {
        return Message.NOT_SUPPORTED.error(what).atLine(call.position().line());
    }
}
