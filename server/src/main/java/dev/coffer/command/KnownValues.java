package dev.coffer.command;

import dev.coffer.result.SqlType;
import dev.coffer.translate.SessionValues.Known;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** System variables and functions without arguments that show the session's state. */
final class KnownValues {

    private static final SqlType SMALL_INT = SqlType.of("smallint");
    private static final SqlType INT = SqlType.of("int");
    private static final int MESSAGE_CHARS = 4000;
    private static final int NAME_CHARS = 128;

    private static final Map<String, Function<SessionState, Known>> VALUES = Map.ofEntries(
            Map.entry("@@trancount", state -> number(state.transactionCount())),
            Map.entry("@@error", state -> number(state.error())),
            Map.entry("@@nestlevel", state -> number(state.level())),
            Map.entry("@@fetch_status", state -> number(state.fetchStatus())),
            Map.entry("@@cursor_rows", state -> number(state.cursorRows())),
            Map.entry("@@options", state -> number(options(state))),
            Map.entry("@@lock_timeout", state -> number(state.options().number("LOCK_TIMEOUT"))),
            Map.entry("@@textsize", state -> number(state.options().number("TEXTSIZE"))),
            Map.entry("@@datefirst", state -> new Known(SqlType.of("smallint"), 7)),
            Map.entry("xact_state()", state -> new Known(SqlType.of("smallint"), state.transactionState())),
            Map.entry("error_number()", state -> caught(state, INT, CaughtError::number)),
            Map.entry("error_severity()", state -> caught(state, INT, CaughtError::severity)),
            Map.entry("error_state()", state -> caught(state, INT, CaughtError::state)),
            Map.entry("error_line()", state -> caught(state, INT, CaughtError::line)),
            Map.entry("error_message()", state -> caught(state, SqlType.nvarchar(MESSAGE_CHARS), CaughtError::text)),
            Map.entry("error_procedure()", state -> caught(state, SqlType.nvarchar(NAME_CHARS), error -> null)));

    /** Bits of @@OPTIONS that no SET turns off: ANSI warnings, padding and NULLs, ARITHABORT, NULL + string is NULL. */
    private static final int ALWAYS_ON = 8 | 16 | 32 | 64 | 1024 | 4096;

    private static final Map<String, Integer> OPTION_BITS =
            Map.of("IMPLICIT_TRANSACTIONS", 2, "QUOTED_IDENTIFIER", 256, "NOCOUNT", 512, "XACT_ABORT", 16384);

    private KnownValues() {}

    private static int options(SessionState state) {
        int bits = ALWAYS_ON;
        for (Map.Entry<String, Integer> option : OPTION_BITS.entrySet()) {
            bits |= state.options().on(option.getKey()) ? option.getValue() : 0;
        }
        return bits;
    }

    private static Known number(int value) {
        return new Known(INT, value);
    }

    private static Known caught(SessionState state, SqlType type, Function<CaughtError, @Nullable Object> value) {
        CaughtError error = state.caught();
        return new Known(type, error == null ? null : value.apply(error));
    }

    static Optional<Known> of(SessionState state, String name) {
        return Optional.ofNullable(VALUES.get(name.toLowerCase(Locale.ROOT))).map(value -> value.apply(state));
    }

    /** With the state of each cursor, by what CURSOR_STATUS is asked. */
    static Map<String, Known> all(SessionState state, Cursors local) {
        Map<String, Known> all = new HashMap<>();
        VALUES.forEach((name, value) -> all.put(name, value.apply(state)));
        cursors("global", state.namedCursors(), all);
        cursors("local", local, all);
        return all;
    }

    private static void cursors(String scope, Cursors cursors, Map<String, Known> all) {
        cursors.all().forEach((name, cursor) -> {
            String where = name.startsWith("@") ? "variable" : scope;
            all.put("cursor_status " + where + " " + name, new Known(SMALL_INT, cursor.status()));
        });
    }
}
