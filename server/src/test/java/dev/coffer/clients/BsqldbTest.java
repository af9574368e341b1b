package dev.coffer.clients;

import dev.coffer.app.TestServer;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** FreeTDS's bsqldb, a client of DB-Library. */
class BsqldbTest extends FreeTdsContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    TestServer server() {
        return SERVER;
    }

    @Override
    List<String> program() {
        return List.of("bsqldb");
    }

    @Override
    String version() {
        return "7.4";
    }
}
