package dev.coffer.tsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.errors.SqlError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/tsql.md are parsed, and those marked as refused are refused. */
class TsqlPageTest {

    private static final Pattern BLOCK = Pattern.compile("(?m)^```(sql(?: refused)?)\n((?:.*\n)*?)```$");

    private final BatchParser parser = new BatchParser();

    @Test
    void everyExampleIsParsed() throws Exception {
        List<String> blocks = blocks("sql");
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(30);
        for (String block : blocks) {
            try {
                assertThat(parser.parse(block)).as(block).isNotEmpty();
            } catch (SqlError e) {
                throw new AssertionError("Refused: " + block, e);
            }
        }
    }

    @Test
    void everyRefusedExampleIsRefused() throws Exception {
        List<String> blocks = blocks("sql refused");
        assertThat(blocks).hasSizeGreaterThan(5);
        for (String block : blocks) {
            assertThatThrownBy(() -> parser.parse(block)).as(block).isInstanceOf(SqlError.class);
        }
    }

    /** The page names statements as errors and history do. */
    @Test
    void everyHeadingHasTheStatementsOwnWords() throws Exception {
        List<String> lines = page().lines().toList();
        for (String block : blocks("sql")) {
            for (Statement statement : parser.parse(block)) {
                assertThat(lines).contains("## " + statement.words());
            }
        }
    }

    private static List<String> blocks(String kind) throws IOException {
        List<String> blocks = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(page()).results().toList()) {
            if (block.group(1).equals(kind)) {
                blocks.add(block.group(2));
            }
        }
        return blocks;
    }

    private static String page() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        Path page = root.resolve("docs/tsql.md");
        return Files.readString(Files.exists(page) ? page : root.getParent().resolve("docs/tsql.md"));
    }
}
