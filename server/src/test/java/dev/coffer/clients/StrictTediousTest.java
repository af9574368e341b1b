package dev.coffer.clients;

import dev.coffer.app.TestServer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** tedious over TDS 8.0: TLS first, and the certificate is checked. */
class StrictTediousTest extends TediousContract {

    @RegisterExtension
    static final TestServer SERVER = new TestServer();

    @Override
    TestServer server() {
        return SERVER;
    }

    @Override
    String encrypt() {
        return "strict";
    }
}
