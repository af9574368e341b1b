package dev.coffer.storage;

import dev.coffer.storage.StoreException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A URL as statements write it. Percent signs with two digits are decoded; blanks and whatever else may stand as they
 * are.
 *
 * @param scheme in lower case
 * @param host in lower case, a name or an address; IPv6 in brackets
 * @param port or -1
 * @param segments of the path, decoded; at least one, the last is not empty
 */
public record ObjectUrl(String scheme, String host, int port, List<String> segments) {

    private static final Pattern FORM =
            Pattern.compile("([A-Za-z][A-Za-z0-9]*)://([^/:?#@\\[\\]]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?/([^?#]+)");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[.*]");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");
    private static final int MAX_PORT = 65_535;

    public ObjectUrl {
        segments = List.copyOf(segments);
    }

    /** Empty for what has no host or no path, or has a query, a fragment or a user. */
    public static Optional<ObjectUrl> parse(String url) {
        Matcher form = FORM.matcher(url);
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = form.group(3) == null ? -1 : Integer.parseInt(form.group(3));
        List<String> segments = List.of(form.group(4).split("/", -1));
        if (port > MAX_PORT || port == 0 || segments.get(segments.size() - 1).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ObjectUrl(
                form.group(1).toLowerCase(Locale.ROOT),
                form.group(2).toLowerCase(Locale.ROOT),
                port,
                segments.stream().map(ObjectUrl::decoded).toList()));
    }

    /** @throws StoreException NOT_FOUND for what is no such URL, DENIED for one that would send secrets in the clear */
    public static ObjectUrl of(Location location) throws StoreException {
        ObjectUrl url = parse(location.value())
                .orElseThrow(() -> new StoreException(Kind.NOT_FOUND, location, "It is no URL of an object", null));
        if (url.scheme().equals("http") && !url.isLoopback()) {
            throw new StoreException(Kind.DENIED, location, "Plain HTTP is allowed to loopback addresses only", null);
        }
        return url;
    }

    private static String decoded(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] encoded = segment.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            boolean escape = encoded[i] == '%'
                    && i + 2 < encoded.length
                    && HexFormat.isHexDigit(encoded[i + 1])
                    && HexFormat.isHexDigit(encoded[i + 2]);
            if (escape) {
                bytes.write(HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
                i += 2;
            } else {
                bytes.write(encoded[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Whether it names this machine itself. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /** Whether the host is an address, not a name. */
    public boolean isAddress() {
        return ADDRESS.matcher(host).matches();
    }

    /** Host and port, as they stand in a URL. */
    public String authority() {
        return port < 0 ? host : host + ":" + port;
    }

    /** The path from that segment on, decoded. */
    public String from(int segment) {
        return String.join("/", segments.subList(segment, segments.size()));
    }
}
