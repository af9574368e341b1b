package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import dev.coffer.tsql.Expression;
import java.util.Optional;
import java.util.Set;

/** CAST and CONVERT to datetimeoffset and from it, where the type is known. */
final class OffsetCasts {

    /** Styles in which a string with an offset may be read: those of ISO. */
    private static final Set<Integer> READ = Set.of(0, 20, 21, 25, 120, 121, 126, 127);

    private static final Set<String> MOMENTS = Set.of("date", "time", "datetime", "datetime2", "smalldatetime");

    /** The style in which a datetime of UTC comes out. */
    private static final int UTC = 1;

    private static final int ISO = 126;
    private static final int ISO_UTC = 127;

    private OffsetCasts() {}

    /** @return nothing for a cast that has to do with no datetimeoffset */
    static Optional<String> write(Expression.Cast cast, Optional<SqlType> source, String value) throws SqlError {
        String target = cast.type().name();
        if (target.equals(Offsets.TYPE)) {
            return Optional.of(toOffset(cast, source, value));
        }
        boolean utc = source.isEmpty() && cast.style().orElse(0) == UTC && MOMENTS.contains(target);
        if (!utc && (source.isEmpty() || !Offsets.is(source.get()))) {
            return Optional.empty();
        }
        // Of what turns out to be no datetimeoffset there is no such function.
        String written = source.isPresent() && Casts.isString(target)
                ? text(cast, source.get().scale(), value)
                : moment(cast, target, value);
        return Optional.of("CAST(" + written + " AS " + Types.cast(cast.type()) + ")");
    }

    private static String toOffset(Expression.Cast cast, Optional<SqlType> source, String value) throws SqlError {
        int style = cast.style().orElse(0);
        if (!READ.contains(style)) {
            throw refused(cast, style);
        }
        boolean tries = cast.onFailure() == Expression.Cast.OnFailure.NULL && Conversions.isString(source);
        String read = cast.value() instanceof Expression.Keyword
                ? value
                : (tries ? "sys.try_offset(" : "sys.as_offset(") + value + ")";
        return "CAST(" + read + " AS " + Types.cast(cast.type()) + ")";
    }

    private static String text(Expression.Cast cast, int scale, String value) throws SqlError {
        if (cast.style().isEmpty()) {
            return "sys.offset_text(" + value + ", " + scale + ")";
        }
        int style = cast.style().get();
        String zone = " || sys.zone_text(sys.offset_minutes(" + value + "))";
        String digits = scale == 0 ? "" : ".FF" + scale;
        return switch (style) {
            case 20, 120 -> "sys.offset_text(" + value + ", 0)";
            case 21, 25, 121 -> "sys.offset_text(" + value + ", " + scale + ")";
            case ISO ->
                "(to_char(sys.moment_of(" + value + "), 'YYYY-MM-DD\"T\"HH24:MI:SS" + digits + "')" + zone + ")";
            case ISO_UTC -> "to_char(sys.offset_utc(" + value + "), 'YYYY-MM-DD\"T\"HH24:MI:SS" + digits + "\"Z\"')";
            default ->
                "sys.moment_text(" + value + ", "
                        + Names.literal(Casts.dateFormat(style).orElseThrow(() -> refused(cast, style))) + ")";
        };
    }

    private static String moment(Expression.Cast cast, String target, String value) throws SqlError {
        int style = cast.style().orElse(0);
        if (style != 0 && style != UTC) {
            throw refused(cast, style);
        }
        String moment = (style == UTC ? "sys.offset_utc(" : "sys.moment_of(") + value + ")";
        if (!MOMENTS.contains(target)) {
            throw Message.EXPLICIT_CONVERSION
                    .error(Offsets.TYPE, target)
                    .atLine(cast.position().line());
        }
        return target.equals("datetime") ? "sys.at_tick(" + moment + ")" : moment;
    }

    private static SqlError refused(Expression.Cast cast, int style) {
        return Message.NOT_SUPPORTED
                .error("CONVERT between datetimeoffset and " + cast.type().name() + " with the style " + style)
                .atLine(cast.position().line());
    }
}
