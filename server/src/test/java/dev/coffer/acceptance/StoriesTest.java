package dev.coffer.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays every story in acceptance/ through the command line's own client, once in this process and once over the wire;
 * {@code -Dstory=NAME,NAME} plays some.
 */
@Tag("story")
class StoriesTest {

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> inThisProcess() throws Exception {
        return played(Cast.Way.IN_PROCESS);
    }

    @TestFactory
    Stream<DynamicTest> overTheWire() throws Exception {
        return played(Cast.Way.WIRE);
    }

    private Stream<DynamicTest> played(Cast.Way way) throws Exception {
        String only = System.getProperty("story", "");
        Cast shared = new Cast(folder.resolve("shared"), way);
        return stories(only).stream()
                .filter(story -> way == Cast.Way.IN_PROCESS || story.wired())
                .map(story -> DynamicTest.dynamicTest(story.name() + ": " + story.title(), () -> play(story, shared)))
                .onClose(shared::close);
    }

    private static List<Story> stories(String only) throws Exception {
        Set<String> names =
                Arrays.stream(only.split(",")).map(name -> name + ".sql").collect(Collectors.toSet());
        Path acceptance = Path.of("..", "acceptance").toAbsolutePath().normalize();
        try (Stream<Path> files = Files.list(acceptance)) {
            List<Path> chosen = files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file ->
                            only.isEmpty() || names.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
            assertThat(chosen).as("stories in %s", acceptance).isNotEmpty();
            List<Story> stories = new ArrayList<>();
            for (Path file : chosen) {
                stories.add(Story.read(file));
            }
            return stories;
        }
    }

    private void play(Story story, Cast shared) throws Exception {
        try (Stage stage = new Stage(folder.resolve(story.name()), shared)) {
            for (Story.Step step : story.steps()) {
                if (step instanceof Story.Direction direction) {
                    stage.direct(direction.words());
                } else if (step instanceof Story.Batch batch) {
                    List<String> printed = stage.run(batch.script());
                    List<String> answers = Answers.in(stage.words(), batch.answers());
                    if (!Answers.match(answers, printed)) {
                        fail("%s:%d:%n%s%nexpected:%n  %s%nprinted:%n  %s"
                                .formatted(
                                        story.name(),
                                        batch.line(),
                                        batch.script(),
                                        String.join("\n  ", answers),
                                        String.join("\n  ", printed)));
                    }
                }
            }
        }
    }

    @Test
    void answersMatchTheirPlacesAndNothingElse() {
        assertThat(Answers.match(List.of("{n} percent", "..."), List.of("10 percent", "x", "y")))
                .isTrue();
        assertThat(Answers.match(List.of("..."), List.of())).isTrue();
        assertThat(Answers.match(List.of("{n} percent"), List.of("ten percent")))
                .isFalse();
        assertThat(Answers.match(List.of("a.c"), List.of("abc"))).isFalse();
        assertThat(Answers.match(List.of("a"), List.of("a", "b"))).isFalse();
        assertThat(Answers.match(List.of("a"), List.of())).isFalse();
        assertThat(Answers.match(
                        List.of("Msg 1, Level 16, State 2"), List.of("Msg 1, Level 16, State 2, Server X, Line 3")))
                .isTrue();
        assertThat(Answers.match(
                        List.of("Msg 1, Level 16, State 2"), List.of("Msg 11, Level 16, State 2, Server X, Line 3")))
                .isFalse();
    }
}
