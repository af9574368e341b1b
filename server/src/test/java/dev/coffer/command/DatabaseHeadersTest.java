package dev.coffer.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseHeadersTest {

    @Test
    void aPathThatFitsStaysAsItIs() {
        String path = "/" + "p".repeat(259);
        assertThat(DatabaseHeaders.physicalName(path)).isEqualTo(path);
    }

    @Test
    void aLongerPathKeepsItsEnd() {
        String name = DatabaseHeaders.physicalName("/" + "p".repeat(200) + "/" + "q".repeat(200) + "/db/7");
        assertThat(name).hasSize(260).startsWith("...").endsWith("q/db/7");
    }
}
