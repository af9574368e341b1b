package dev.coffer.tds;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import dev.coffer.session.CallOutcome;
import dev.coffer.tds.ClientMessage.Call;
import dev.coffer.tds.ClientMessage.Calls;
import dev.coffer.tds.ClientMessage.SqlBatch;
import dev.coffer.tds.ClientMessage.TransactionRequest;
import dev.coffer.work.Cancellation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the requests of one client in its session, and tells what they changed: database and transaction. Confined to
 * one thread at a time.
 */
final class RequestRunner {

    private final Conversation conversation;
    private final MessageReader reader;
    private final LoadOpener loads;
    private String database;
    private long transaction;

    /** Reads the rows of a bulk load. */
    @FunctionalInterface
    interface LoadOpener {
        BulkRows open(PacketQueue packets, Cancellation cancellation);
    }

    RequestRunner(Conversation conversation, MessageReader reader, LoadOpener loads) {
        this.conversation = conversation;
        this.reader = reader;
        this.loads = loads;
        this.database = conversation.database();
        this.transaction = conversation.transaction();
    }

    /** Runs it up to, but without, the end of its response. */
    void run(InboundMessage message, ResponseSink sink, Cancellation cancellation) throws MalformedMessage {
        if (message.resets()) {
            reset(message, sink);
        }
        if (message.ignored()) {
            return;
        }
        PacketQueue load = message.load();
        if (load != null) {
            load(load, sink, cancellation);
            tellChanges(sink);
            return;
        }
        try {
            if (message.fate() == InboundMessage.Fate.DROPPED) {
                throw Message.INSUFFICIENT_MEMORY.error("default");
            }
            ClientMessage request = reader.read(message);
            if (request instanceof SqlBatch batch) {
                conversation.execute(batch.text(), sink, cancellation);
            } else if (request instanceof Calls calls) {
                call(calls.calls(), sink, cancellation);
            } else if (request instanceof TransactionRequest wish) {
                new MessagesOnly(sink).run(wish, conversation, cancellation);
            }
        } catch (SqlError refused) {
            sink.message(
                    new SqlMessage(refused.number(), refused.severity(), refused.state(), 1, refused.clientText()));
        }
        tellChanges(sink);
    }

    private void load(PacketQueue load, ResponseSink sink, Cancellation cancellation) throws MalformedMessage {
        Cancellation.Registration listening = cancellation.onCancel(load::wake);
        try {
            BulkRows rows = loads.open(load, cancellation);
            try {
                if (!conversation.load(rows, sink, cancellation)) {
                    throw new MalformedMessage("Rows that no INSERT BULK announced");
                }
            } finally {
                rows.giveBack();
            }
            rows.close();
        } finally {
            listening.close();
        }
    }

    private void reset(InboundMessage message, ResponseSink sink) {
        if (message.keepsTransaction() && conversation.transaction() != 0) {
            return;
        }
        conversation.reset();
        sink.tell(Token.BinaryChange.reset());
        transaction = conversation.transaction();
        tellDatabase(sink);
    }

    private void call(List<Call> calls, ResponseSink sink, Cancellation cancellation) {
        for (Call call : calls) {
            if (cancellation.isCancelled()) {
                return;
            }
            sink.beginCall();
            CallOutcome outcome = conversation.call(call.procedure(), call.parameters(), sink, cancellation);
            sink.endCall(call.parameters(), outcome);
        }
    }

    /** Before a message says so in words; asked on the session's thread. */
    void tellDatabase(ResponseSink sink) {
        String now = conversation.database();
        if (!now.equals(database)) {
            sink.tell(new Token.TextChange(Token.TextChange.DATABASE, now, database));
            database = now;
        }
    }

    private void tellChanges(ResponseSink sink) {
        tellDatabase(sink);
        long now = conversation.transaction();
        if (now == transaction) {
            return;
        }
        if (transaction != 0) {
            int ending = sink.everFailed() ? Token.BinaryChange.ROLLBACK : Token.BinaryChange.COMMIT;
            sink.tell(Token.BinaryChange.transaction(ending, transaction));
        }
        if (now != 0) {
            sink.tell(Token.BinaryChange.transaction(Token.BinaryChange.BEGIN, now));
        }
        transaction = now;
    }

    /** A transaction request is several statements and one answer. */
    private record MessagesOnly(ResultSink client) implements ResultSink {

        private static final List<String> ISOLATION =
                List.of("READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE", "SNAPSHOT");

        void run(TransactionRequest wish, Conversation conversation, Cancellation cancellation) {
            String name = wish.name().isEmpty() ? "" : " [" + wish.name().replace("]", "]]") + "]";
            switch (wish.kind()) {
                case BEGIN -> begin(wish.isolation(), name, conversation, cancellation);
                case COMMIT -> conversation.execute("COMMIT TRANSACTION" + name, this, cancellation);
                case ROLLBACK -> conversation.execute("ROLLBACK TRANSACTION" + name, this, cancellation);
                case SAVE -> conversation.execute("SAVE TRANSACTION" + name, this, cancellation);
            }
            if (wish.begins()) {
                begin(wish.isolation(), "", conversation, cancellation);
            }
        }

        private void begin(int isolation, String name, Conversation conversation, Cancellation cancellation) {
            if (isolation >= 1 && isolation <= ISOLATION.size()) {
                conversation.execute(
                        "SET TRANSACTION ISOLATION LEVEL " + ISOLATION.get(isolation - 1), this, cancellation);
            }
            conversation.execute("BEGIN TRANSACTION" + name, this, cancellation);
        }

        @Override
        public void message(SqlMessage message) {
            client.message(message);
        }

        @Override
        public void columns(List<Column> columns) {}

        @Override
        public void row(@Nullable Object[] values) {}

        @Override
        public void done(long rowCount) {}
    }
}
