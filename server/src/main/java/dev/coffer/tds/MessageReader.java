package dev.coffer.tds;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Parameter;
import dev.coffer.tds.ClientMessage.Call;
import dev.coffer.tds.ClientMessage.Calls;
import dev.coffer.tds.ClientMessage.SqlBatch;
import dev.coffer.tds.ClientMessage.TransactionRequest;
import dev.coffer.tds.ClientMessage.TransactionRequest.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads the requests of one client. Confined to one thread at a time. */
final class MessageReader {

    private static final int BY_NUMBER = 0xFFFF;
    private static final int SEPARATOR = 0xFF;
    private static final int SEPARATOR_WITHOUT_RUN = 0xFE;
    private static final int SEPARATOR_7_1 = 0x80;
    private static final int MAX_PROCEDURE_NAME = 1046;

    /** By number from 1 on (MS-TDS 2.2.6.6). */
    private static final List<String> NUMBERED = List.of(
            "sp_cursor",
            "sp_cursoropen",
            "sp_cursorprepare",
            "sp_cursorexecute",
            "sp_cursorprepexec",
            "sp_cursorunprepare",
            "sp_cursorfetch",
            "sp_cursoroption",
            "sp_cursorclose",
            "sp_executesql",
            "sp_prepare",
            "sp_execute",
            "sp_prepexec",
            "sp_prepexecrpc",
            "sp_unprepare");

    private final Dialect dialect;
    private final Limits limits;

    MessageReader(Dialect dialect, Limits limits) {
        this.dialect = dialect;
        this.limits = limits;
    }

    /**
     * @throws SqlError NOT_SUPPORTED for a request that is well formed but not served
     * @throws MalformedMessage when it is not well formed: nobody knows where it would end
     */
    ClientMessage read(InboundMessage message) throws MalformedMessage, SqlError {
        TdsReader in = new TdsReader(message.body());
        return switch (message.type()) {
            case SQL_BATCH -> batch(in);
            case RPC -> calls(in);
            case TRANSACTION -> transaction(in);
            case ATTENTION, BULK_LOAD, RESPONSE, FEDERATED_TOKEN, LOGIN, SSPI, PRELOGIN ->
                throw new MalformedMessage("A message of type " + message.type() + " after the login");
        };
    }

    private SqlBatch batch(TdsReader in) throws MalformedMessage {
        skipHeaders(in);
        if (in.remaining() % 2 != 0) {
            throw new MalformedMessage("A batch of an odd number of bytes");
        }
        return new SqlBatch(in.text(in.remaining() / 2));
    }

    /** ALL_HEADERS (MS-TDS 2.2.5.3): transaction descriptors and query notifications, since 7.2. */
    private void skipHeaders(TdsReader in) throws MalformedMessage {
        if (!dialect.since2005()) {
            return;
        }
        long total = in.u32();
        if (total < Integer.BYTES || total - Integer.BYTES > in.remaining()) {
            throw new MalformedMessage("Headers of " + total + " bytes");
        }
        in.skip(total - Integer.BYTES);
    }

    private Calls calls(TdsReader in) throws MalformedMessage, SqlError {
        skipHeaders(in);
        List<Call> calls = new ArrayList<>();
        while (in.remaining() > 0) {
            if (calls.size() == limits.calls()) {
                throw new MalformedMessage("More than " + limits.calls() + " calls in a message");
            }
            calls.add(call(in));
            if (in.remaining() > 0) {
                in.skip(1);
            }
        }
        if (calls.isEmpty()) {
            throw new MalformedMessage("An RPC without a call");
        }
        return new Calls(calls);
    }

    private Call call(TdsReader in) throws MalformedMessage, SqlError {
        String procedure = procedure(in);
        in.u16();
        List<Parameter> parameters = new ArrayList<>();
        while (in.remaining() > 0 && !isSeparator(in.peek())) {
            if (parameters.size() == limits.parameters()) {
                throw new MalformedMessage("More than " + limits.parameters() + " parameters");
            }
            parameters.add(ParameterReader.read(in, dialect));
        }
        return new Call(procedure, parameters);
    }

    private boolean isSeparator(int next) {
        return dialect.since2005() ? next == SEPARATOR || next == SEPARATOR_WITHOUT_RUN : next == SEPARATOR_7_1;
    }

    private static String procedure(TdsReader in) throws MalformedMessage {
        int length = in.u16();
        if (length != BY_NUMBER) {
            if (length > MAX_PROCEDURE_NAME) {
                throw new MalformedMessage("A procedure's name of " + length + " characters");
            }
            return in.text(length);
        }
        int number = in.u16();
        if (number < 1 || number > NUMBERED.size()) {
            throw new MalformedMessage("There is no procedure number " + number);
        }
        return NUMBERED.get(number - 1);
    }

    private TransactionRequest transaction(TdsReader in) throws MalformedMessage, SqlError {
        skipHeaders(in);
        int request = in.u16();
        return switch (request) {
            case 5 -> {
                int isolation = in.u8();
                yield new TransactionRequest(Kind.BEGIN, name(in), isolation, false);
            }
            case 7 -> ended(Kind.COMMIT, in);
            case 8 -> ended(Kind.ROLLBACK, in);
            case 9 -> new TransactionRequest(Kind.SAVE, name(in), 0, false);
            case 0, 1, 6 -> throw Message.NOT_SUPPORTED.error("A distributed transaction");
            default -> throw new MalformedMessage("Transaction request " + request);
        };
    }

    private static TransactionRequest ended(Kind kind, TdsReader in) throws MalformedMessage {
        String name = name(in);
        boolean begins = (in.u8() & 1) != 0;
        if (!begins) {
            return new TransactionRequest(kind, name, 0, false);
        }
        int isolation = in.u8();
        name(in);
        return new TransactionRequest(kind, name, isolation, true);
    }

    /** A name behind its length in bytes. */
    private static String name(TdsReader in) throws MalformedMessage {
        return in.text(in.u8() / 2);
    }
}
