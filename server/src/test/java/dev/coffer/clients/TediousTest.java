package dev.coffer.clients;

import dev.coffer.app.TestServer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** tedious over TDS 7.4, encrypted. */
class TediousTest extends TediousContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    TestServer server() {
        return SERVER;
    }

    @Override
    String encrypt() {
        return "true";
    }
}
