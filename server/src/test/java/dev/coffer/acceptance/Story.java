package dev.coffer.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A story in T-SQL with its answers inside, so that the same file runs in sqlcmd. A line {@code -- @...} between
 * batches tells the stage to do what T-SQL cannot; lines {@code -->} behind a GO are what the batch prints, blank lines
 * left out.
 *
 * @param title the promise kept: the file's first comment
 */
record Story(String name, String title, List<Step> steps) {

    private static final Pattern GO = Pattern.compile("GO(\\s+\\d+)?", Pattern.CASE_INSENSITIVE);
    private static final String ANSWER = "-->";
    private static final String DIRECTION = "-- @";

    /** The direction of a story in which sessions are ended from outside: over the wire their connections break. */
    static final String IN_PROCESS = "in-process";

    /** What happens next. */
    sealed interface Step permits Batch, Direction {}

    /**
     * @param line 1-based, of its first line in the story
     * @param script up to and with its GO
     * @param answers what it prints
     */
    record Batch(int line, String script, List<String> answers) implements Step {}

    /** @param words after the at sign */
    record Direction(int line, List<String> words) implements Step {}

    /** Whether it is told over the wire as well. */
    boolean wired() {
        return steps.stream()
                .noneMatch(step ->
                        step instanceof Direction direction && direction.words().equals(List.of(IN_PROCESS)));
    }

    static Story read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<Step> steps = new ArrayList<>();
        List<String> script = new ArrayList<>();
        int first = 1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (script.isEmpty()) {
                first = i + 1;
            }
            if (line.startsWith(DIRECTION)) {
                steps.add(new Direction(
                        i + 1, List.of(line.substring(DIRECTION.length()).trim().split("\\s+"))));
                continue;
            }
            script.add(line);
            if (GO.matcher(line.trim()).matches()) {
                List<String> answers = answers(lines, i + 1);
                steps.add(new Batch(first, String.join("\n", script) + "\n", answers));
                i = endOfAnswers(lines, i + 1) - 1;
                script.clear();
            }
        }
        if (script.stream().anyMatch(line -> !line.isBlank() && !line.startsWith("--"))) {
            throw new IllegalArgumentException(file + ":" + first + ": a batch without GO");
        }
        if (lines.isEmpty() || !lines.get(0).startsWith("-- ")) {
            throw new IllegalArgumentException(file + ": the first line is the story's title in a comment");
        }
        return new Story(file.getFileName().toString(), lines.get(0).substring(3), List.copyOf(steps));
    }

    private static int endOfAnswers(List<String> lines, int from) {
        int end = from;
        while (end < lines.size() && lines.get(end).startsWith(ANSWER)) {
            end++;
        }
        return end;
    }

    private static List<String> answers(List<String> lines, int from) {
        return lines.subList(from, endOfAnswers(lines, from)).stream()
                .map(line -> line.substring(ANSWER.length()).strip())
                .toList();
    }
}
