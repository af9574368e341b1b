package dev.coffer.cli.remote;

import java.util.Locale;

/**
 * A server as sqlcmd's -S names it: {@code [tcp:]host[,port]}, the host being a name, an address, {@code .} or
 * {@code (local)}; 1433 without a port.
 *
 * @param host as the driver wants it, an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record RemoteAddress(String host, int port) {

    private static final int DEFAULT_PORT = 1433;
    private static final int LAST_PORT = 65535;
    private static final int LONGEST_HOST = 255;
    private static final String TCP = "tcp:";

    /** @throws IllegalArgumentException one sentence on what is wrong with it */
    public static RemoteAddress parse(String text) {
        String rest = text.trim();
        if (rest.toLowerCase(Locale.ROOT).startsWith(TCP)) {
            rest = rest.substring(TCP.length());
        }
        if (rest.matches("(?i)(np|lpc|admin|dedicated):.*")) {
            throw new IllegalArgumentException("Only TCP leads to a server: '" + text + "' names another protocol.");
        }
        if (rest.contains("\\")) {
            throw new IllegalArgumentException(
                    "Named instances are not looked up: give the port instead, as host,port, not '" + text + "'.");
        }
        int comma = rest.lastIndexOf(',');
        String host = (comma < 0 ? rest : rest.substring(0, comma)).trim();
        int port = comma < 0 ? DEFAULT_PORT : port(rest.substring(comma + 1).trim(), text);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.equals(".") || host.equalsIgnoreCase("(local)")) {
            host = "localhost";
        }
        // A semicolon or a brace would be taken for a property by the driver.
        if (host.isEmpty() || host.length() > LONGEST_HOST || !host.matches("[\\p{L}\\p{Nd}._:%-]+")) {
            throw new IllegalArgumentException("'" + text + "' names no server: it is [tcp:]host[,port].");
        }
        return new RemoteAddress(host, port);
    }

    private static int port(String digits, String text) {
        if (digits.matches("\\d{1,5}")) {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= LAST_PORT) {
                return port;
            }
        }
        throw new IllegalArgumentException("The port in '" + text + "' is not a number from 1 to " + LAST_PORT + ".");
    }

    @Override
    public String toString() {
        return host + "," + port;
    }
}
