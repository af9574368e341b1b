package dev.coffer.acceptance;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Compares what was printed with what a story says: {n} a number, {guid}, {time} a date and time, {hex} a binary value,
 * {any} whatever else on the line; a line of three dots stands for any number of lines. A Msg line may leave out server
 * and line number.
 */
final class Answers {

    private static final String ANY_LINES = "...";

    private static final Map<String, String> PLACES = Map.of(
            "{n}", "-?\\d*\\.?\\d+",
            "{guid}", "[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}",
            "{time}", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?",
            "{hex}", "0x[0-9A-F]+",
            "{any}", ".*");

    private Answers() {}

    /** The answers with words such as {@code $(dir)} spelt out. */
    static List<String> in(Map<String, String> words, List<String> answers) {
        List<String> spelt = answers;
        for (Map.Entry<String, String> word : words.entrySet()) {
            spelt = spelt.stream()
                    .map(answer -> answer.replace("$(" + word.getKey() + ")", word.getValue()))
                    .toList();
        }
        return spelt;
    }

    /** Whether the printed lines, blank ones and blanks at their ends left out, are the expected ones. */
    static boolean match(List<String> expected, List<String> printed) {
        if (expected.isEmpty()) {
            return printed.isEmpty();
        }
        List<String> rest = expected.subList(1, expected.size());
        if (expected.get(0).equals(ANY_LINES)) {
            for (int skip = 0; skip <= printed.size(); skip++) {
                if (match(rest, printed.subList(skip, printed.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !printed.isEmpty()
                && pattern(expected.get(0)).matcher(printed.get(0)).matches()
                && match(rest, printed.subList(1, printed.size()));
    }

    private static Pattern pattern(String line) {
        String regex = Pattern.quote(line);
        for (Map.Entry<String, String> place : PLACES.entrySet()) {
            regex = regex.replace(place.getKey(), "\\E" + place.getValue() + "\\Q");
        }
        boolean shortMessage = line.startsWith("Msg ") && !line.contains(", Server ");
        return Pattern.compile(shortMessage ? regex + ", Server .*, Line \\d+" : regex);
    }
}
