package dev.coffer.cli;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.cli.InstanceOpener.InstanceUnavailable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens an instance and listens for clients; {@code app} brings it in. */
@FunctionalInterface
public interface ServerOpener {

    /** @throws InstanceUnavailable when it cannot be opened or listened for; one sentence says why */
    OpenServer start(Request request) throws InstanceUnavailable;

    /**
     * Which instance, and where it listens.
     *
     * @param listen a host name or address
     * @param port 0 for any free one
     * @param saPassword for the first start, when the login sa is made; empty: one is made up
     * @param web where monitoring asks; empty for nowhere
     */
    record Request(
            InstanceOpener.Request instance,
            String listen,
            int port,
            Tls tls,
            Optional<SecretBytes> saPassword,
            Optional<Web> web) {

        /** Without monitoring. */
        public Request(
                InstanceOpener.Request instance, String listen, int port, Tls tls, Optional<SecretBytes> saPassword) {
            this(instance, listen, port, tls, saPassword, Optional.empty());
        }
    }

    /**
     * Metrics and health over HTTP.
     *
     * @param listen a host name or address
     * @param port 0 for any free one
     */
    record Web(String listen, int port) {}

    /**
     * The operator's certificate; all empty for the instance's own.
     *
     * @param certificate PEM or DER
     * @param key PEM or DER
     * @param pfx both in one file
     * @param password of key or pfx, UTF-8
     */
    record Tls(Optional<Path> certificate, Optional<Path> key, Optional<Path> pfx, Optional<SecretBytes> password) {}

    /** A server that listens. Thread-safe. */
    interface OpenServer {

        /** Where it listens, as host and port. */
        String address();

        /** Where metrics and health are, as host and port; empty when they are nowhere. */
        Optional<String> webAddress();

        /** What an operator should read at every start, one line each. */
        List<String> notices();

        /** The password of sa that was made up at this start, to be shown once and never again. */
        Optional<SecretBytes> generatedPassword();

        /** @param told when a client runs SHUTDOWN: it stops the server on another thread */
        void onShutdown(Consumer<Finish> told);

        /**
         * Stops listening, ends or awaits running statements, and closes the instance.
         *
         * @param finishes whether running statements are waited for, for a bounded time; otherwise they are cancelled
         */
        void stop(Finish finishes);

        /** While it stops: running statements are waited for no longer. */
        void hurry();
    }

    /** What becomes of running statements. */
    enum Finish {
        CANCEL,
        WAIT
    }
}
