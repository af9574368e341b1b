package dev.coffer.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.tsql.Statement;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A statement is a record, a command, a story and a heading in docs/tsql.md: this lists what is missing. */
class StatementsTest {

    private static final List<String> STATEMENTS =
            permitted(Statement.class).map(Class::getSimpleName).sorted().toList();

    private static Stream<Class<?>> permitted(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(StatementsTest::permitted)
                : Stream.of(type);
    }

    @Test
    void everyStatementHasAHeading() {
        Set<String> headings = Sources.lines(Sources.root().resolve("docs/tsql.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(StatementsTest::letters)
                .collect(Collectors.toSet());
        assertThat(missing(headings))
                .as("statements without a heading in docs/tsql.md")
                .isEmpty();
    }

    @Test
    void everyStatementHasAStory() {
        Set<String> stories = Sources.walk(Sources.root().resolve("acceptance"))
                .map(Path::getFileName)
                .map(Path::toString)
                .filter(name -> name.endsWith(".sql"))
                .map(name -> letters(name.substring(0, name.length() - ".sql".length())))
                .collect(Collectors.toSet());
        assertThat(missing(stories))
                .as("statements without a story in acceptance/")
                .isEmpty();
    }

    @Test
    void everyStatementHasACommand() {
        String wiring = Sources.shipped().stream()
                .filter(file -> Sources.name(file).contains("/coffer/app/")
                        || Sources.name(file).contains("/command/")
                        || Sources.name(file).contains("/session/"))
                .flatMap(file -> Sources.lines(file).stream())
                .collect(Collectors.joining("\n"));
        List<String> idle = STATEMENTS.stream()
                .filter(name -> !wiring.contains(name + ".class"))
                .toList();
        assertThat(idle)
                .as("statements that neither a command nor the interpreter does")
                .isEmpty();
    }

    private static Set<String> missing(Set<String> present) {
        Set<String> missing = new TreeSet<>(STATEMENTS);
        missing.removeIf(name -> present.contains(letters(name)));
        return missing;
    }

    private static String letters(String text) {
        return text.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
    }
}
