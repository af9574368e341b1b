package dev.coffer.translate;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * FORMAT's patterns, which are those of .NET for the culture en-US, in the words of PostgreSQL's to_char. Only the
 * usual ones are known.
 */
final class FormatPattern {

    private static final Map<String, String> MOMENTS = Map.ofEntries(
            Map.entry("yyyy", "YYYY"),
            Map.entry("yy", "YY"),
            Map.entry("MMMM", "FMMonth"),
            Map.entry("MMM", "Mon"),
            Map.entry("MM", "MM"),
            Map.entry("M", "FMMM"),
            Map.entry("dddd", "FMDay"),
            Map.entry("ddd", "Dy"),
            Map.entry("dd", "DD"),
            Map.entry("d", "FMDD"),
            Map.entry("HH", "HH24"),
            Map.entry("H", "FMHH24"),
            Map.entry("hh", "HH12"),
            Map.entry("h", "FMHH12"),
            Map.entry("mm", "MI"),
            Map.entry("m", "FMMI"),
            Map.entry("ss", "SS"),
            Map.entry("s", "FMSS"),
            Map.entry("f", "FF1"),
            Map.entry("ff", "FF2"),
            Map.entry("fff", "FF3"),
            Map.entry("tt", "AM"));

    /** One letter alone stands for a whole pattern. */
    private static final Map<String, String> WHOLE = Map.of("d", "M/d/yyyy", "s", "yyyy-MM-ddTHH:mm:ss");

    private static final Pattern STANDARD = Pattern.compile("([NFnf])([0-9]{0,2})");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[Dd]([0-9]{0,2})");
    private static final Pattern ZEROS = Pattern.compile("(#,##)?(0+)(?:[.](0+))?");

    /** More than numeric(38) has. */
    private static final String DIGITS = "9".repeat(38);

    private static final String GROUPS = "999,".repeat(13);

    private FormatPattern() {}

    /** Of a date or time; empty for one that is not known. */
    static Optional<String> ofMoment(String pattern) {
        String written = WHOLE.getOrDefault(pattern, pattern);
        boolean bare = written.equals(pattern) && pattern.length() == 1;
        StringBuilder format = new StringBuilder();
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            int end = at + 1;
            while (end < written.length() && written.charAt(end) == c) {
                end++;
            }
            String run = written.substring(at, end);
            String word = MOMENTS.get(run);
            if (word != null && !bare) {
                format.append(word);
            } else if (c == 'T' && run.length() == 1 && !bare) {
                format.append("\"T\"");
            } else if (Character.isLetter(c) || "\\'\"%".indexOf(c) >= 0) {
                return Optional.empty();
            } else {
                format.append(run);
            }
            at = end;
        }
        return Optional.of(format.toString());
    }

    /** Of a whole number alone, as others have none of it; empty for a pattern that is not known. */
    static Optional<String> ofWholeNumber(String pattern) {
        Matcher digits = WHOLE_NUMBER.matcher(pattern);
        if (!digits.matches()) {
            return Optional.empty();
        }
        int places = digits.group(1).isEmpty() ? 1 : Integer.parseInt(digits.group(1));
        return Optional.of("FM" + DIGITS + "0".repeat(Math.max(1, places)));
    }

    /** Of any number; empty for one that is not known. */
    static Optional<String> ofNumber(String pattern) {
        Matcher standard = STANDARD.matcher(pattern);
        if (standard.matches()) {
            String whole = standard.group(1).equalsIgnoreCase("N") ? GROUPS + "99" : DIGITS;
            int places = standard.group(2).isEmpty() ? 2 : Integer.parseInt(standard.group(2));
            return Optional.of("FM" + whole + "0" + decimals(places));
        }
        Matcher zeros = ZEROS.matcher(pattern);
        if (!zeros.matches()) {
            return Optional.empty();
        }
        int places = zeros.group(3) == null ? 0 : zeros.group(3).length();
        if (zeros.group(1) == null) {
            return Optional.of("FM" + DIGITS + zeros.group(2) + decimals(places));
        }
        return zeros.group(2).length() == 1 ? Optional.of("FM" + GROUPS + "990" + decimals(places)) : Optional.empty();
    }

    private static String decimals(int places) {
        return places == 0 ? "" : "." + "0".repeat(places);
    }
}
