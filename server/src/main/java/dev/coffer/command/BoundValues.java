package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.translate.Offsets;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of variables as the engine reads them: as text whose type the statement's casts tell. */
final class BoundValues {

    private BoundValues() {}

    static List<@Nullable String> of(List<String> names, Variables variables) throws SqlError {
        List<@Nullable String> values = new ArrayList<>(names.size());
        for (String name : names) {
            values.add(text(variables.value(name)));
        }
        return values;
    }

    /** @throws SqlError for the character U+0000, which the engine's strings cannot hold */
    static @Nullable String text(@Nullable Object value) throws SqlError {
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return "\\x" + HexFormat.of().formatHex(bytes);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof OffsetDateTime moment) {
            return Offsets.text(moment);
        }
        String text = value.toString();
        if (text.indexOf('\0') >= 0) {
            throw Message.NOT_SUPPORTED.error("The character U+0000 in a string");
        }
        return text;
    }
}
