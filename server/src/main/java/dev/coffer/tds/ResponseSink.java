package dev.coffer.tds;

import dev.coffer.errors.Message;
import dev.coffer.result.Column;
import dev.coffer.result.Parameter;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.session.CallOutcome;
import dev.coffer.work.Cancellation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The response to one request, written as it arises. A DONE is held until it is known whether more follows; a message
 * leaves at once. After the client's own cancellation nothing more is written but the end; when the server cancels, the
 * client is told why. Thread-safe; rows wait for a client that does not read.
 */
final class ResponseSink implements ResultSink {

    private static final int ROW = 0xD1;

    /** A client that has had so bad an error is disconnected. */
    private static final int FATAL_SEVERITY = 20;

    private static final int FIRST_LINE = 1;
    private static final int KEPT_BUFFER_BYTES = 1 << 20;

    private final PacketWriter writer;
    private final Dialect dialect;
    private final String server;
    private final WriteGate gate;
    private final Cancellation cancellation;
    private final Consumer<ResponseSink> beforeContextChange;
    private ByteBuf scratch = Unpooled.buffer();
    private List<TypeCodec> codecs = List.of();
    private Token.Done.Kind kind = Token.Done.Kind.STATEMENT;
    private Token.@Nullable Done held;
    private String words = "";
    private boolean failed;
    private boolean everFailed;
    private boolean fatal;
    private boolean resultOpen;
    private boolean ended;
    private volatile boolean hushed;

    /** @param beforeContextChange called before a message that says that the database changed */
    ResponseSink(
            PacketWriter writer,
            Dialect dialect,
            String server,
            WriteGate gate,
            Cancellation cancellation,
            Consumer<ResponseSink> beforeContextChange) {
        this.writer = writer;
        this.dialect = dialect;
        this.server = server;
        this.gate = gate;
        this.cancellation = cancellation;
        this.beforeContextChange = beforeContextChange;
    }

    /** The client has cancelled: it wants to hear the end and nothing else. Any thread. */
    void hush() {
        hushed = true;
    }

    /** What follows is answered as a procedure's. */
    synchronized void beginCall() {
        kind = Token.Done.Kind.IN_PROCEDURE;
    }

    @Override
    public void message(SqlMessage message) {
        if (message.number() == Message.CHANGED_DATABASE_CONTEXT.number()) {
            beforeContextChange.accept(this);
        }
        synchronized (this) {
            failed |= message.isError();
            everFailed |= message.isError();
            fatal |= message.severity() >= FATAL_SEVERITY;
            write(new Token.Said(message, server));
            if (!quiet()) {
                writer.flush();
            }
        }
        pause();
    }

    @Override
    public synchronized void columns(List<Column> columns) {
        codecs = columns.stream()
                .map(column -> TypeCodecs.of(column.type(), dialect))
                .toList();
        resultOpen = true;
        write(new Token.Columns(columns, codecs));
        if (columns.stream().anyMatch(column -> column.visibility() == Column.Visibility.HIDDEN)) {
            write(new Token.ColumnTraits(columns));
        }
    }

    @Override
    public void row(@Nullable Object[] values) {
        synchronized (this) {
            if (quiet() || cancellation.isCancelled()) {
                throw new CancellationException("The request was cancelled");
            }
            release();
            scratch.clear().writeByte(ROW);
            for (int index = 0; index < values.length; index++) {
                codecs.get(index).writeValue(scratch, values[index]);
            }
            send();
        }
        pause();
    }

    @Override
    public synchronized void begins(String statement) {
        words = statement;
    }

    @Override
    public synchronized void done(long rowCount) {
        release();
        int status = (failed ? Token.Done.ERROR : 0) | (rowCount >= 0 ? Token.Done.COUNT : 0);
        held = new Token.Done(
                kind, status, resultOpen ? DoneCommand.SELECT : DoneCommand.of(words), Math.max(0, rowCount));
        failed = false;
        resultOpen = false;
        words = "";
    }

    /** Writes a token between those of the results, or before the last DONE. */
    synchronized void tell(Token token) {
        if (!quiet()) {
            scratch.clear();
            token.writeTo(scratch, dialect);
            send();
        }
    }

    /**
     * The call that began has ended: its status, its OUT parameters with their places among all, and its own DONE.
     *
     * @throws IllegalStateException when the outcome has more outputs than the call
     */
    synchronized void endCall(List<Parameter> called, CallOutcome outcome) {
        write(new Token.ReturnStatus(outcome.returnStatus()));
        int ordinal = -1;
        for (Parameter output : outcome.outputs()) {
            ordinal = nextOutput(called, ordinal);
            write(new Token.ReturnValue(ordinal, output));
        }
        held = new Token.Done(Token.Done.Kind.PROCEDURE, failed ? Token.Done.ERROR : 0, 0, 0);
        failed = false;
        kind = Token.Done.Kind.STATEMENT;
    }

    private static int nextOutput(List<Parameter> called, int after) {
        for (int place = after + 1; place < called.size(); place++) {
            if (called.get(place).direction() == Parameter.Direction.OUT) {
                return place;
            }
        }
        throw new IllegalStateException("A call gave back more than it was asked for");
    }

    /** Writes the DONE that ends the response; nothing is taken after it. The connection sends the last packet. */
    synchronized void end() {
        if (cancellation.isCancelled() && !everFailed) {
            tellShutdown();
        }
        Token.Done last = held;
        if (hushed || last == null) {
            last = Token.Done.end(failed && !hushed ? Token.Done.ERROR : 0);
        }
        held = null;
        scratch.clear();
        last.writeTo(scratch, dialect);
        send();
        ended = true;
    }

    /** Nobody may take a cancelled request for one that went well. */
    private void tellShutdown() {
        Message reason = Message.SHUTDOWN_IN_PROGRESS;
        failed = true;
        write(new Token.Said(new SqlMessage(reason.number(), reason.severity(), 1, FIRST_LINE, reason.text()), server));
    }

    /** Whether any error was told. */
    synchronized boolean everFailed() {
        return everFailed;
    }

    /** Whether the connection ends with this response. */
    synchronized boolean isFatal() {
        return fatal;
    }

    private boolean quiet() {
        return ended || hushed;
    }

    private void write(Token token) {
        if (!quiet()) {
            release();
            scratch.clear();
            token.writeTo(scratch, dialect);
            send();
        }
    }

    private void release() {
        if (held != null && !quiet()) {
            Token.Done earlier = held.with(Token.Done.MORE);
            held = null;
            scratch.clear();
            earlier.writeTo(scratch, dialect);
            send();
        }
    }

    private void send() {
        writer.append(scratch);
        if (scratch.capacity() > KEPT_BUFFER_BYTES) {
            scratch = Unpooled.buffer();
        }
    }

    private void pause() {
        if (!cancellation.isCancelled()) {
            gate.pass(cancellation);
        }
    }
}
