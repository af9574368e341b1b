package dev.coffer.engine.postgres.wire;

/**
 * Where a server listens.
 *
 * @param host a name or an address, without brackets
 * @param port from 1 to 65535
 */
public record ServerAddress(String host, int port) {

    public static final int DEFAULT_PORT = 5432;

    private static final int HIGHEST_PORT = 65_535;

    public ServerAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("A server's address needs a host");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("A port is from 1 to " + HIGHEST_PORT + ", not " + port);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
