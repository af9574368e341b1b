package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what docs/disaster-recovery.md says, in its order: blocks of SQL are batches that must not fail, and comments
 * beginning with @ do what a disaster does.
 */
class DisasterRecoveryTest {

    private static final Path PAGE = Path.of("..", "docs", "disaster-recovery.md");
    private static final String DIRECTION = "<!-- @";
    private static final String FENCE = "```";

    @TempDir
    Path folder;

    @Test
    void everyLossIsMadeGoodByThePage() throws Exception {
        List<String> answers = new ArrayList<>();
        try (Cast shared = new Cast(folder.resolve("shared"), Cast.Way.IN_PROCESS);
                Stage stage = new Stage(folder, shared)) {
            List<String> batch = new ArrayList<>();
            boolean inside = false;
            for (String line : page()) {
                if (line.startsWith(FENCE)) {
                    if (inside) {
                        answers.add(run(stage, batch));
                        batch.clear();
                    }
                    inside = !inside;
                } else if (inside) {
                    batch.add(line);
                } else if (line.startsWith(DIRECTION)) {
                    stage.direct(List.of(line.substring(DIRECTION.length(), line.indexOf(" -->"))
                            .split(" ")));
                }
            }
        }
        assertThat(answers).hasSizeGreaterThan(10);
        assertThat(answers.get(answers.size() - 1)).contains("Id", "1", "2", "(2 rows affected)");
    }

    private static List<String> page() throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        assertThat(lines.stream().filter(line -> line.startsWith(FENCE) && line.length() > FENCE.length()))
                .as("blocks of the page, all of them SQL")
                .allMatch(line -> line.equals(FENCE + "sql"));
        return lines;
    }

    private static String run(Stage stage, List<String> batch) throws Exception {
        String text = String.join("\n", batch);
        String answer = stage.run(text + "\nGO\n").stream().collect(Collectors.joining("\n"));
        assertThat(answer).as("answer to%n%s", text).doesNotContain("Msg ");
        return answer;
    }
}
