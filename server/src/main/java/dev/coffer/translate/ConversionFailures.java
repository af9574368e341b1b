package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.Optional;

/** What reading a string as another type fails with; {@code sys-convert.sql} raises these states. */
final class ConversionFailures {

    private static final int PARTS = 3;

    private ConversionFailures() {}

    /** @param text the source's type, the wanted type and the value, in lines */
    static Optional<SqlError> of(String state, String text) {
        String[] parts = text.split("\n", PARTS);
        if (!state.startsWith("CF0") || parts.length < PARTS) {
            return Optional.empty();
        }
        String source = parts[0];
        String target = parts[1];
        String value = parts[2];
        return switch (state) {
            case "CF010" -> Optional.of(Message.CONVERSION_FAILED.error(source, value, target));
            case "CF011" -> Optional.of(Message.DATA_TYPE_CONVERSION.error(source, target));
            case "CF012" -> Optional.of(Message.STRING_OVERFLOWS_INT.error(source, value));
            case "CF013" -> Optional.of(Message.STRING_OVERFLOWS_COLUMN.error(source, value, target));
            case "CF014" -> Optional.of(Message.ARITHMETIC_OVERFLOW.error(source, target));
            case "CF015" -> Optional.of(Message.ARITHMETIC_OVERFLOW.error("expression", target));
            case "CF016" -> Optional.of(Message.MONEY_CONVERSION.error());
            case "CF017" -> Optional.of(Message.SMALLMONEY_CONVERSION.error());
            case "CF018" -> Optional.of(Message.UNIQUEIDENTIFIER_CONVERSION.error());
            case "CF019" -> Optional.of(Message.DATE_CONVERSION.error());
            case "CF020" -> Optional.of(Message.DATE_OUT_OF_RANGE.error(source, target));
            case "CF021" -> Optional.of(Message.ZONE_INVALID.error(target));
            case "CF022" -> Optional.of(Message.ZONE_OVERFLOW.error(target));
            default -> Optional.empty();
        };
    }
}
