package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Expression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The names that Windows gives to time zones and AT TIME ZONE wants, with the zone of the IANA's that is meant.
 *
 * @see <a href="https://github.com/unicode-org/cldr/blob/main/common/supplemental/windowsZones.xml">Unicode's table,
 *     territory 001</a>
 */
final class TimeZones {

    private static final Map<String, String> ZONES = zones();

    private TimeZones() {}

    /** @throws SqlError 9820 for a name that is none, NOT_SUPPORTED for one that is only known when it runs */
    static String of(Expression.AtTimeZone at) throws SqlError {
        int line = at.position().line();
        if (!(at.zone() instanceof Expression.StringLiteral name)) {
            throw Message.NOT_SUPPORTED
                    .error("AT TIME ZONE with a zone that is no literal")
                    .atLine(line);
        }
        String zone = ZONES.get(name.value().toLowerCase(Locale.ROOT));
        if (zone == null) {
            throw Message.TIME_ZONE_UNKNOWN.error(name.value()).atLine(line);
        }
        return zone;
    }

    private static Map<String, String> zones() {
        try (InputStream resource = TimeZones.class.getResourceAsStream("time-zones.txt")) {
            if (resource == null) {
                throw new IllegalStateException("The resource time-zones.txt is not in the jar");
            }
            Map<String, String> zones = new HashMap<>();
            new String(resource.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(line -> {
                int bar = line.indexOf('|');
                zones.put(
                        line.substring(0, bar).strip().toLowerCase(Locale.ROOT),
                        line.substring(bar + 1).strip());
            });
            return Map.copyOf(zones);
        } catch (IOException e) {
            throw new IllegalStateException("The resource time-zones.txt cannot be read", e);
        }
    }
}
