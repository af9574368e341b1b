package dev.coffer.engine.postgres.wire;

import dev.coffer.work.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;

/**
 * A connection of kind "replication" to a server: takes the commands of a WAL sender. Confined to one thread; a
 * cancellation ends it from any, by closing the socket, upon which the server gives up what it was doing and drops the
 * connection's temporary slots.
 */
public final class ReplicationConnection implements AutoCloseable {

    /** What IDENTIFY_SYSTEM says. */
    public record SystemIdentity(String systemId, int timeline, long flushPosition) {}

    /** A dead line is noticed within two minutes, also while a checkpoint keeps the server silent. */
    private static final int KEEP_ALIVE_IDLE_SECONDS = 60;

    /** A server whose disk hangs keeps the line alive and answers nothing. */
    private static final Limits USUAL = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(60));

    private static final int KEEP_ALIVE_INTERVAL_SECONDS = 10;
    private static final int KEEP_ALIVE_COUNT = 6;
    private static final int TLS_REQUEST = 80_877_103;
    private static final int PROTOCOL_3_0 = 196_608;
    private static final int MOST_ROWS = 100_000;
    private static final int PIECE_BYTES = 1 << 16;

    /**
     * How long a server is waited for.
     *
     * @param connect for the line, and then for each step of the login
     * @param answer for each answer behind that
     */
    record Limits(Duration connect, Duration answer) {}

    private final Socket socket;
    private final WireChannel channel;
    private final Cancellation.Registration registration;

    private ReplicationConnection(Socket socket, WireChannel channel, Cancellation.Registration registration) {
        this.socket = socket;
        this.channel = channel;
        this.registration = registration;
    }

    /**
     * Connects and logs in.
     *
     * @param trust which certificates are believed; empty for a connection without TLS, which must stay on this machine
     * @throws ServerError when the server refuses the login
     */
    public static ReplicationConnection open(
            ServerAddress address, ServerLogin login, Optional<TlsTrust> trust, Cancellation cancellation)
            throws IOException {
        return open(address, login, trust, Optional.empty(), cancellation);
    }

    /**
     * The same.
     *
     * @param database in which queries are answered too; empty: in none
     * @throws ServerError also when the role is not let into that database
     */
    public static ReplicationConnection open(
            ServerAddress address,
            ServerLogin login,
            Optional<TlsTrust> trust,
            Optional<String> database,
            Cancellation cancellation)
            throws IOException {
        return open(address, login, trust, database, USUAL, cancellation);
    }

    static ReplicationConnection open(
            ServerAddress address,
            ServerLogin login,
            Optional<TlsTrust> trust,
            Optional<String> database,
            Limits limits,
            Cancellation cancellation)
            throws IOException {
        Socket plain = connect(address, trust.isEmpty(), limits);
        Cancellation.Registration registration = cancellation.onCancel(() -> abort(plain));
        try {
            SSLSocket encrypted = trust.isPresent() ? encrypt(plain, address, trust.get()) : null;
            Socket socket = encrypted == null ? plain : encrypted;
            WireChannel channel = new WireChannel(socket.getInputStream(), socket.getOutputStream());
            channel.sendUntyped(startup(login, database));
            new Authentication(channel, login, encrypted).run();
            ReplicationConnection connection = new ReplicationConnection(socket, channel, registration);
            channel.expect('K');
            channel.expect('Z');
            socket.setSoTimeout((int) limits.answer().toMillis());
            return connection;
        } catch (IOException | RuntimeException e) {
            registration.close();
            abort(plain);
            throw e;
        }
    }

    private static Socket connect(ServerAddress address, boolean onlyThisMachine, Limits limits) throws IOException {
        InetAddress host = InetAddress.getByName(address.host());
        if (onlyThisMachine && !host.isLoopbackAddress()) {
            throw new ProtocolViolation("Without TLS only a server on this machine is connected to, not " + address);
        }
        Socket socket = new Socket();
        try {
            socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_INTERVAL_SECONDS);
            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_COUNT);
            socket.connect(new InetSocketAddress(host, address.port()), (int)
                    limits.connect().toMillis());
            socket.setSoTimeout((int) limits.connect().toMillis());
            return socket;
        } catch (IOException e) {
            abort(socket);
            throw e;
        }
    }

    /** Asks for TLS; a server that has none is refused, since a password or a database would follow. */
    private static SSLSocket encrypt(Socket plain, ServerAddress address, TlsTrust trust) throws IOException {
        DataOutputStream request = new DataOutputStream(plain.getOutputStream());
        request.writeInt(2 * Integer.BYTES);
        request.writeInt(TLS_REQUEST);
        request.flush();
        // One byte and not one more may be read: whatever a stranger put behind it would be believed.
        int answer = plain.getInputStream().read();
        if (answer != 'S') {
            throw new ProtocolViolation("The server " + address + " does not offer TLS");
        }
        if (plain.getInputStream().available() > 0) {
            throw new ProtocolViolation("The server " + address + " sends before TLS begins");
        }
        return trust.encrypt(plain, address);
    }

    private static byte[] startup(ServerLogin login, Optional<String> database) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(bytes);
        fields.writeInt(PROTOCOL_3_0);
        List<String> parameters =
                new ArrayList<>(List.of("user", login.user(), "application_name", "Coffer", "client_encoding", "UTF8"));
        parameters.addAll(List.of("replication", database.isPresent() ? "database" : "true"));
        database.ifPresent(name -> parameters.addAll(List.of("database", name)));
        for (String text : parameters) {
            fields.write(text.getBytes(StandardCharsets.UTF_8));
            fields.write(0);
        }
        fields.write(0);
        return bytes.toByteArray();
    }

    /** Which cluster it is, and where it stands. */
    public SystemIdentity identify() throws IOException {
        Row row = only("IDENTIFY_SYSTEM");
        return new SystemIdentity(row.requireText(0), number(row.requireText(1)), row.requirePosition(2));
    }

    /** The value of a server setting. */
    public String show(String setting) throws IOException {
        return only("SHOW " + setting).requireText(0);
    }

    /** Holds the WAL from now on, for as long as the connection lives. */
    public void createTemporarySlot(String name) throws IOException {
        query("CREATE_REPLICATION_SLOT " + quoted(name) + " TEMPORARY PHYSICAL (RESERVE_WAL)");
    }

    /** Holds the WAL from the last checkpoint on, also when the connection ends. */
    public void createSlot(String name) throws IOException {
        query("CREATE_REPLICATION_SLOT " + quoted(name) + " PHYSICAL (RESERVE_WAL)");
    }

    /** @throws ServerError 42704 when there is none of that name */
    public void dropSlot(String name) throws IOException {
        query("DROP_REPLICATION_SLOT " + quoted(name));
    }

    /** From where on a slot holds the WAL; empty when there is no such slot, or when it holds none any more. */
    public Optional<Long> heldFrom(String slot) throws IOException {
        Row row = only("READ_REPLICATION_SLOT " + quoted(slot));
        return row.text(1).isEmpty() ? Optional.empty() : Optional.of(row.requirePosition(1));
    }

    /**
     * A relation whose main fork was cut off.
     *
     * @param blocks its shortest length
     */
    public record Cut(long tablespace, long database, long number, long blocks) {}

    /**
     * Asks the server's summaries of its log which relations were cut off; on a connection in a database, of PostgreSQL
     * 17 and newer. What was made anew or emptied, which begins at its first block, is not among them.
     */
    public List<Cut> cuts(int timeline, long fromLsn, long toLsn) throws IOException {
        List<Cut> cuts = new ArrayList<>();
        // The server reads all its summaries for it, of days perhaps.
        awaitWithoutLimit();
        for (Row row : query("SELECT b.reltablespace, b.reldatabase, b.relfilenode, min(b.relblocknumber)"
                + summaries(
                        timeline,
                        fromLsn,
                        toLsn,
                        ", LATERAL pg_catalog.pg_wal_summary_contents(s.tli," + " s.start_lsn, s.end_lsn) b")
                + " AND b.is_limit_block AND b.relforknumber = 0 GROUP BY 1, 2, 3 HAVING min(b.relblocknumber) > 0")) {
            cuts.add(new Cut(
                    bigNumber(row.requireText(0)),
                    bigNumber(row.requireText(1)),
                    bigNumber(row.requireText(2)),
                    bigNumber(row.requireText(3))));
        }
        return cuts;
    }

    /** Whether the log between those positions is still summarised. */
    public boolean hasSummaries(int timeline, long fromLsn, long toLsn) throws IOException {
        return only("SELECT coalesce(min(s.start_lsn) <= " + lsn(fromLsn) + " AND max(s.end_lsn) >= " + lsn(toLsn)
                        + ", false)" + summaries(timeline, fromLsn, toLsn, ""))
                .requireText(0)
                .equals("t");
    }

    private static String summaries(int timeline, long fromLsn, long toLsn, String joined) {
        return " FROM pg_catalog.pg_available_wal_summaries() s" + joined + " WHERE s.tli = "
                + Integer.toUnsignedString(timeline) + " AND s.end_lsn > " + lsn(fromLsn) + " AND s.start_lsn < "
                + lsn(toLsn);
    }

    private static String lsn(long position) {
        return literal(LogPosition.text(position)) + "::pg_catalog.pg_lsn";
    }

    /** Gives the server the manifest of the backup that an incremental one is to stand on (PostgreSQL 17 and newer). */
    public void uploadManifest(InputStream manifest) throws IOException {
        send("UPLOAD_MANIFEST");
        channel.expect('G');
        byte[] piece = new byte[PIECE_BYTES];
        for (int count = manifest.readNBytes(piece, 0, piece.length);
                count > 0;
                count = manifest.readNBytes(piece, 0, piece.length)) {
            channel.send('d', Arrays.copyOf(piece, count));
        }
        channel.send('c', new byte[0]);
        channel.expect('C');
        ready();
    }

    /** The content of a timeline's history file. */
    public byte[] timelineHistory(int timeline) throws IOException {
        return only("TIMELINE_HISTORY " + timeline).bytes(1);
    }

    private Row only(String command) throws IOException {
        List<Row> rows = query(command);
        if (rows.size() != 1) {
            throw new ProtocolViolation(rows.size() + " rows for " + command);
        }
        return rows.get(0);
    }

    /** Runs a command that returns at most one result. */
    List<Row> query(String command) throws IOException {
        send(command);
        List<Row> rows = result();
        ready();
        return rows;
    }

    void send(String command) throws IOException {
        byte[] text = command.getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[text.length + 1];
        System.arraycopy(text, 0, body, 0, text.length);
        channel.send('Q', body);
    }

    /** The rows of the next result, up to its end. */
    List<Row> result() throws IOException {
        List<Row> rows = new ArrayList<>();
        try {
            for (Message next = channel.expect('T', 'D', 'C'); next.type() != 'C'; next = channel.expect('D', 'C')) {
                if (next.type() == 'D') {
                    if (rows.size() == MOST_ROWS) {
                        throw new ProtocolViolation("A result of more than " + MOST_ROWS + " rows");
                    }
                    rows.add(Row.read(next));
                }
            }
        } catch (ServerError refused) {
            // The server says that it is ready again, so the connection can go on.
            ready();
            throw refused;
        }
        return rows;
    }

    /** From now on answers take as long as they must: a checkpoint comes first, or much is read. */
    void awaitWithoutLimit() throws IOException {
        socket.setSoTimeout(0);
    }

    /** The server is done with a command. */
    void ready() throws IOException {
        channel.expect('Z');
    }

    WireChannel channel() {
        return channel;
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    static int number(String text) throws ProtocolViolation {
        long number = bigNumber(text);
        if (number != (int) number) {
            throw new ProtocolViolation("'" + text + "' is no number of 32 bits");
        }
        return (int) number;
    }

    static long bigNumber(String text) throws ProtocolViolation {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ProtocolViolation("'" + text + "' is no number");
        }
    }

    /** Ends the connection, and with it all that the server does for it. */
    @Override
    public void close() {
        registration.close();
        abort(socket);
    }

    private static void abort(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket cannot be closed", e);
        }
    }
}
