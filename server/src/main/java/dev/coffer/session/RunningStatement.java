package dev.coffer.session;

import dev.coffer.command.Caller;
import dev.coffer.command.OpenSessions;
import dev.coffer.command.SessionConnections;
import dev.coffer.command.SessionState;
import dev.coffer.command.Variables;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.ResultSink;
import dev.coffer.tsql.Statement;
import dev.coffer.work.Cancellation;

/** The caller of one statement. */
record RunningStatement(Interpreter interpreter, Variables variables, ResultSink sink, int line) implements Caller {

    @Override
    public String login() {
        return interpreter.person().login();
    }

    @Override
    public String database() {
        return connections().database();
    }

    @Override
    public void use(String database) throws SqlError {
        connections().use(database);
        inform(Message.CHANGED_DATABASE_CONTEXT, connections().database());
    }

    @Override
    public Cancellation cancellation() {
        return interpreter.cancellation();
    }

    @Override
    public SessionState state() {
        return interpreter.person().state();
    }

    @Override
    public SessionConnections connections() {
        return interpreter.person().connections();
    }

    @Override
    public OpenSessions sessions() {
        return interpreter.sessions();
    }

    @Override
    public Caller with(Variables others) {
        return new RunningStatement(interpreter, others, sink, line);
    }

    @Override
    public int run(String text, Variables declared) throws SqlError {
        return interpreter.nested(text, declared);
    }

    @Override
    public void check(String text, Variables declared) throws SqlError {
        interpreter.check(text, declared);
    }

    @Override
    public void run(Statement statement) throws SqlError {
        interpreter.commands().execute(statement, this);
    }
}
