package dev.coffer.clients;

import dev.coffer.app.TestServer;
import dev.coffer.work.Needs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A client for Node.js, as a program of scenarios in {@code server/src/test/node}. A scenario prints a line for each
 * fact and {@code done}, or {@code failed} and why.
 */
final class NodeClient {

    private static final Path MODULES = Scripts.root().resolve("build/node/node_modules");

    private final TestServer server;
    private final Path program;
    private final String encrypt;

    /**
     * @param program name of the script and of its package
     * @param encrypt true or strict
     */
    NodeClient(TestServer server, String program, String encrypt) {
        Needs.require(Program.exists("node"), "There is no node; ./check installs it.");
        Needs.require(
                Files.isDirectory(MODULES.resolve(program)),
                program + " is not below build/node; ./check installs it.");
        this.server = server;
        this.program = Scripts.root().resolve("server/src/test/node").resolve(program + ".js");
        this.encrypt = encrypt;
    }

    /** Runs a scenario to its end and returns the lines before {@code done}. */
    List<String> run(String scenario, Object... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("node", program.toString(), scenario));
        List.of(words).forEach(word -> command.add(word.toString()));
        Program.Outcome outcome = Program.run(
                command,
                Map.of(
                        "NODE_PATH", MODULES.toString(),
                        "NODE_EXTRA_CA_CERTS",
                                server.dataFolder().resolve("tls/server.pem").toString(),
                        "COFFER_PORT", Integer.toString(server.port()),
                        "COFFER_SA_PASSWORD", TestServer.PASSWORD,
                        "COFFER_ENCRYPT", encrypt),
                "");
        int last = outcome.lines().size() - 1;
        if (outcome.exitCode() != 0 || last < 0 || !outcome.lines().get(last).equals("done")) {
            throw new AssertionError(
                    program + " " + scenario + " ended with " + outcome.exitCode() + "\n" + outcome.text());
        }
        return outcome.lines().subList(0, last);
    }
}
