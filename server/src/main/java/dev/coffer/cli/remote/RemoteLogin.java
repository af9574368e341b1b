package dev.coffer.cli.remote;

import dev.coffer.bytes.SecretBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a session with a server elsewhere begins.
 *
 * @param password UTF-8; the caller closes it
 * @param database to begin in, instead of the login's own
 * @param timeout for the connection and the login; zero for no bound
 * @param workstation what HOST_NAME() says; empty for this machine's name
 */
public record RemoteLogin(
        RemoteAddress address,
        String user,
        SecretBytes password,
        Optional<String> database,
        Encryption encryption,
        Trust trust,
        Duration timeout,
        Optional<String> workstation) {

    /** What is encrypted, as sqlcmd's -N names it. */
    public enum Encryption {
        /** TDS 8.0: TLS before anything else. */
        STRICT("strict"),
        /** TLS after a greeting in the clear; the server must agree. */
        MANDATORY("true"),
        /** The login alone, unless the server wants more. */
        OPTIONAL("false");

        private final String property;

        Encryption(String property) {
            this.property = property;
        }

        /** The driver's word for it. */
        String property() {
            return property;
        }
    }

    /** By what the server's certificate is believed. */
    public sealed interface Trust {}

    /** By Java's own list of authorities, and the host's name. */
    public record PublicTrust() implements Trust {}

    /** Whatever it is: nobody is kept from answering in the server's place. */
    public record BlindTrust() implements Trust {}

    /** By a PEM file with the certificate itself, or with authorities that vouch for it and the host's name. */
    public record FileTrust(Path file) implements Trust {}
}
