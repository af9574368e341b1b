package dev.coffer.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.errors.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/errors.md is the catalogue as a page. {@code -Dcoffer.rewrite=true} writes it anew. */
class ErrorsPageTest {

    private static final Path PAGE = Sources.root().resolve("docs/errors.md");

    @Test
    void thePageIsTheCatalogue() throws Exception {
        if (Boolean.getBoolean("coffer.rewrite")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page());
        }
        assertThat(PAGE)
                .as("rewrite with ./mvnw test -Dtest=ErrorsPageTest -Dcoffer.rewrite=true")
                .exists();
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    @Test
    void numbersAreUniqueAndOursStandApart() {
        List<Integer> numbers =
                Arrays.stream(Message.values()).map(Message::number).toList();
        assertThat(numbers).doesNotHaveDuplicates();
        assertThat(Message.values()).allSatisfy(message -> {
            assertThat(message.severity()).isBetween(0, 25);
            assertThat(message.template()).isNotBlank();
        });
    }

    private static String page() {
        String rows = Arrays.stream(Message.values())
                .sorted(Comparator.comparingInt(Message::number))
                .map(ErrorsPageTest::row)
                .collect(Collectors.joining());
        return """
                # Messages

                Every message a client can see, as `errors.Message` holds it; a test compares the two. Numbers and texts
                are SQL Server's; those from 49900 to 49999 are Coffer's own. Severity up to 10 informs, above it is an
                error; a failed BACKUP or RESTORE ends with 3013 after the error that says why. Where we know what would
                help, a sentence of ours follows the text.

                | Number | Severity | Name in the code | Text |
                |---|---|---|---|
                """ + rows;
    }

    private static String row(Message message) {
        String text = message.template().replace("%%", "%").replace("|", "\\|").replace("\n", " ");
        return "| " + message.number() + " | " + message.severity() + " | `" + message.name() + "` | " + text + " |\n";
    }
}
