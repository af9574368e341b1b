package dev.coffer.session;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a client of errors, and the log of broken invariants. Confined to the session's thread. */
final class ErrorReport {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorReport.class);

    private boolean broken;

    /** Whether an invariant broke: then the session is over. */
    boolean broken() {
        return broken;
    }

    /** All of its chain. */
    void error(SqlError failed, int statementLine, ResultSink sink) {
        for (SqlError error : failed.chain()) {
            int line = error.line() == 0 ? statementLine : error.line();
            sink.message(new SqlMessage(error.number(), error.severity(), error.state(), line, error.clientText()));
        }
    }

    /** A broken invariant: this session is over, the instance goes on, the log knows the stack by the same id. */
    void bug(Throwable bug, String what, int line, ResultSink sink) {
        broken = true;
        UUID incident = UUID.randomUUID();
        LOG.error("Incident {} in {}", incident, what, bug);
        error(
                Message.INTERNAL
                        .error(bug.getClass().getSimpleName() + ", incident " + incident + " in the log.")
                        .withHint("Reconnect; this session is over."),
                line,
                sink);
    }
}
