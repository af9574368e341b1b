package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.postgres.wire.ServerAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where a server elsewhere listens, as {@code postgresql://host:5432,standby:5432/?sslrootcert=/path/ca.pem}: libpq's
 * form without user, password and database. Messages never show the text, in which somebody may have put a password.
 *
 * @param hosts one to {@value #MOST_HOSTS}: the server and those that may take its place
 * @param authority the certificates that vouch for them; empty for those that Java trusts
 */
record ServerUrl(List<ServerAddress> hosts, Optional<Path> authority) {

    /** What sys.master_files shows of it. */
    static final int MAX_CHARS = 260;

    static final int MOST_HOSTS = 8;

    private static final Set<String> SCHEMES = Set.of("postgresql://", "postgres://");
    private static final String CERTIFICATES = "sslrootcert";
    private static final String MODE = "sslmode";
    private static final String ONLY_MODE = "verify-full";

    ServerUrl {
        hosts = List.copyOf(hosts);
    }

    /** @throws EngineException ELSEWHERE, saying which part is wrong */
    static ServerUrl parse(String text) throws EngineException {
        String scheme = SCHEMES.stream()
                .filter(known -> text.regionMatches(true, 0, known, 0, known.length()))
                .findFirst()
                .orElseThrow(() -> wrong("does not begin with postgresql://"));
        if (text.length() > MAX_CHARS) {
            throw wrong("has more than " + MAX_CHARS + " characters");
        }
        String rest = text.substring(scheme.length());
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/');
        if (slash >= 0 && slash < place.length() - 1) {
            throw wrong("names a database, but a server is attached as a whole: leave it out");
        }
        String hosts = slash < 0 ? place : place.substring(0, slash);
        if (hosts.indexOf('@') >= 0) {
            throw wrong("names a user: user and password stand in the credential");
        }
        return new ServerUrl(addresses(hosts), authority(question < 0 ? "" : rest.substring(question + 1)));
    }

    private static List<ServerAddress> addresses(String hosts) throws EngineException {
        Set<ServerAddress> addresses = new LinkedHashSet<>();
        for (String host : hosts.split(",", -1)) {
            addresses.add(address(host));
        }
        if (addresses.size() > MOST_HOSTS) {
            throw wrong("names more than " + MOST_HOSTS + " hosts");
        }
        return new ArrayList<>(addresses);
    }

    /** A name, an IPv4 address, or an IPv6 address in brackets; then perhaps a port. */
    private static ServerAddress address(String text) throws EngineException {
        int end = text.startsWith("[") ? text.indexOf(']') + 1 : Math.max(text.indexOf(':'), 0);
        String host = end == 0 ? text : text.substring(0, end);
        String port = text.substring(host.length());
        try {
            return new ServerAddress(
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                    port.isEmpty() ? ServerAddress.DEFAULT_PORT : Integer.parseInt(port.substring(1)));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException malformed) {
            throw wrong("needs a host, and a port from 1 to 65535 where it names one");
        }
    }

    private static Optional<Path> authority(String parameters) throws EngineException {
        Optional<Path> authority = Optional.empty();
        for (String parameter : parameters.split("&")) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
            if (name.equals(CERTIFICATES)) {
                authority = Optional.of(file(value));
            } else if (name.equals(MODE)) {
                if (!value.equals(ONLY_MODE)) {
                    throw wrong("asks for another sslmode than " + ONLY_MODE + ", which is the only one");
                }
            } else if (!parameter.isEmpty()) {
                throw wrong("has a parameter that is neither " + CERTIFICATES + " nor " + MODE);
            }
        }
        return authority;
    }

    private static String decoded(String value) throws EngineException {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw wrong("has a percent sign without two hexadecimal digits behind it");
        }
    }

    private static Path file(String value) throws EngineException {
        try {
            Path file = Path.of(value);
            if (file.isAbsolute()) {
                return file;
            }
        } catch (InvalidPathException malformed) {
            throw wrong("names no file with " + CERTIFICATES);
        }
        throw wrong("needs an absolute path for " + CERTIFICATES);
    }

    private static EngineException wrong(String how) {
        return new EngineException(Kind.ELSEWHERE, "The server's URL " + how);
    }
}
