package dev.coffer.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** FreeTDS's tsql over TDS 7.1. */
class OldTsqlTest extends FreeTdsContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    TestServer server() {
        return SERVER;
    }

    @Override
    List<String> program() {
        return List.of("tsql", "-J", "UTF-8", "-o", "fhq");
    }

    @Override
    String version() {
        return "7.1";
    }

    @Test
    void carriesBigValues() throws Exception {
        assertThat(lines("SELECT REPLICATE(CAST(N'я' AS nvarchar(max)), 524288)\nGO\n"))
                .contains("я".repeat(524288));
    }

    @Test
    void seesErrorsAndGoesOn() throws Exception {
        assertThat(run("SELECT * FROM nowhere\nGO\nSELECT 43\nGO\n").text())
                .contains("Msg 208 (severity 16, state 1) from ", "\"Invalid object name 'nowhere'.\"", "43");
    }
}
