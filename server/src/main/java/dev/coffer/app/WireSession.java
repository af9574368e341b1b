package dev.coffer.app;

import dev.coffer.result.Parameter;
import dev.coffer.result.ResultSink;
import dev.coffer.result.RowSource;
import dev.coffer.session.CallOutcome;
import dev.coffer.session.Session;
import dev.coffer.tds.Conversation;
import dev.coffer.work.Cancellation;
import java.util.List;

/** A session as the wire sees it. */
record WireSession(Session session) implements Conversation {

    @Override
    public void execute(String batch, ResultSink sink, Cancellation cancellation) {
        session.execute(batch, sink, cancellation);
    }

    @Override
    public CallOutcome call(String procedure, List<Parameter> parameters, ResultSink sink, Cancellation cancellation) {
        return session.call(procedure, parameters, sink, cancellation);
    }

    @Override
    public boolean load(RowSource rows, ResultSink sink, Cancellation cancellation) {
        return session.load(rows, sink, cancellation);
    }

    @Override
    public long transaction() {
        return session.transaction();
    }

    @Override
    public int sessionId() {
        return session.sessionId();
    }

    @Override
    public String database() {
        return session.database();
    }

    @Override
    public void reset() {
        session.reset();
    }

    @Override
    public void close() {
        session.close();
    }
}
