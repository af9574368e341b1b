package dev.coffer.tds;

import java.time.Duration;

/**
 * Every bound of the wire, with its reason.
 *
 * @param sockets open at once, logged in or not: file descriptors are finite
 * @param keptSockets of those, for addresses that somebody logged in from before, and for this machine
 * @param strangers of one address that have not logged in: one host that opens connections and says nothing must not
 *     take them all
 * @param sessions logged in at once: an idle one costs some 100 KiB; those that work or hold a transaction need a
 *     connection to a cluster each, which allows 400
 * @param loginTimeout from the first byte to the end of the login: half-open connections hold a socket
 * @param preloginBytes of a PRELOGIN, which has some dozens
 * @param loginMessageBytes of LOGIN7, which MS-TDS 2.2.6.4 bounds by 128 KiB
 * @param strangerBytes of all PRELOGINs and LOGIN7s being received, so that they take nothing from those who logged in
 * @param requestBytes of one request; bigger values belong into files, and two of them must fit the heap
 * @param totalRequestBytes of all requests being received or run
 * @param parameters of one call; SQL Server's own bound
 * @param calls in one RPC message, as drivers batch them
 * @param stalledWrite how long a client may read nothing while rows wait for it; long, since programs read a row, work
 *     and read on
 * @param stalledRequest how long a request that was begun may go without another packet: it holds memory that all share
 * @param stalledLoad the same of a bulk load, which holds a transaction; long, since programs read a row, work and send
 * @param outboundBytes that wait for one client before the session pauses
 */
public record Limits(
        int sockets,
        int keptSockets,
        int strangers,
        int sessions,
        Duration loginTimeout,
        int preloginBytes,
        int loginMessageBytes,
        long strangerBytes,
        int requestBytes,
        long totalRequestBytes,
        int parameters,
        int calls,
        Duration stalledWrite,
        Duration stalledRequest,
        Duration stalledLoad,
        int outboundBytes) {

    /** For a server with a heap of some hundred MiB. */
    public static Limits standard() {
        return new Limits(
                1200,
                200,
                300,
                1100,
                Duration.ofSeconds(20),
                4096,
                128 * 1024,
                16L << 20,
                32 << 20,
                128L << 20,
                2100,
                1000,
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                256 * 1024);
    }

    /** The same with another time for a client that reads nothing. */
    public Limits withStalledWrite(Duration duration) {
        return new Limits(
                sockets,
                keptSockets,
                strangers,
                sessions,
                loginTimeout,
                preloginBytes,
                loginMessageBytes,
                strangerBytes,
                requestBytes,
                totalRequestBytes,
                parameters,
                calls,
                duration,
                stalledRequest,
                stalledLoad,
                outboundBytes);
    }

    /** The same with another time to log in. */
    public Limits withLoginTimeout(Duration duration) {
        return new Limits(
                sockets,
                keptSockets,
                strangers,
                sessions,
                duration,
                preloginBytes,
                loginMessageBytes,
                strangerBytes,
                requestBytes,
                totalRequestBytes,
                parameters,
                calls,
                stalledWrite,
                stalledRequest,
                stalledLoad,
                outboundBytes);
    }

    /** The same with another time for a client that does not send the rest of a request or of a bulk load. */
    public Limits withStalledRequest(Duration duration) {
        return new Limits(
                sockets,
                keptSockets,
                strangers,
                sessions,
                loginTimeout,
                preloginBytes,
                loginMessageBytes,
                strangerBytes,
                requestBytes,
                totalRequestBytes,
                parameters,
                calls,
                stalledWrite,
                duration,
                duration,
                outboundBytes);
    }
}
