package dev.coffer.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Who tries to get in as whom. Attempts are counted by it.
 *
 * @param origin an IPv4 address, or the first 64 bits of an IPv6 one: whoever has one of those has all of them
 * @param login in lower case
 */
record Attempted(String origin, String login) {

    private static final int NETWORK_BYTES = 8;
    private static final int LONGEST_ADDRESS = 64;

    /** @param address of the client, as text */
    static Attempted of(String address, String login) {
        return new Attempted(origin(address), login.toLowerCase(Locale.ROOT));
    }

    /** Whether it comes from this machine, by its own two names: the other loopback addresses are anybody's. */
    boolean isLocal() {
        return origin.equals("127.0.0.1") || origin.equals("::1");
    }

    private static String origin(String address) {
        if (address.indexOf(':') < 0 || address.length() > LONGEST_ADDRESS) {
            return address;
        }
        int zone = address.indexOf('%');
        try {
            InetAddress parsed = InetAddress.getByName("[" + (zone < 0 ? address : address.substring(0, zone)) + "]");
            if (parsed.isLoopbackAddress()) {
                return "::1";
            }
            byte[] bytes = parsed.getAddress();
            if (!(parsed instanceof Inet6Address)) {
                return String.valueOf(parsed.getHostAddress());
            }
            Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }
}
