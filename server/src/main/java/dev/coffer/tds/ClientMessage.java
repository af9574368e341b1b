package dev.coffer.tds;

import dev.coffer.result.Parameter;
import java.util.List;

/** What a logged-in client asks for. */
sealed interface ClientMessage {

    /** SQLBatch (MS-TDS 2.2.6.7). */
    record SqlBatch(String text) implements ClientMessage {}

    /** RPC (MS-TDS 2.2.6.6): calls that run one after the other. */
    record Calls(List<Call> calls) implements ClientMessage {
        public Calls {
            calls = List.copyOf(calls);
        }
    }

    /**
     * One call.
     *
     * @param procedure its name, also where the client sent a number
     */
    record Call(String procedure, List<Parameter> parameters) {
        public Call {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * A transaction manager request (MS-TDS 2.2.6.9) for a local transaction.
     *
     * @param name of the transaction or savepoint, possibly empty
     * @param isolation of the transaction that begins, 0 for the session's
     * @param begins whether another one begins at once after a commit or rollback
     */
    record TransactionRequest(Kind kind, String name, int isolation, boolean begins) implements ClientMessage {
        enum Kind {
            BEGIN,
            COMMIT,
            ROLLBACK,
            SAVE
        }
    }
}
