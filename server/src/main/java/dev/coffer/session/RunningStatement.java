package dev.coffer.session;

import dev.coffer.command.Caller;
import dev.coffer.command.DatabaseSizes;
import dev.coffer.command.OpenSessions;
import dev.coffer.command.SessionConnections;
import dev.coffer.command.SessionState;
import dev.coffer.command.Variables;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.ResultSink;
import dev.coffer.security.ServerPermissions;
import dev.coffer.tsql.Statement;
import dev.coffer.work.Cancellation;
import java.util.Optional;

/**
 * The caller of one statement.
 *
 * @param elsewhere where results of nested batches go; the client without it
 */
record RunningStatement(
        Interpreter interpreter, Variables variables, ResultSink sink, Optional<ResultSink> elsewhere, int line)
        implements Caller {

    RunningStatement(Interpreter interpreter, Variables variables, ResultSink sink, int line) {
        this(interpreter, variables, sink, Optional.empty(), line);
    }

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
        return interpreter.shared().sessions();
    }

    @Override
    public DatabaseSizes sizes() {
        return interpreter.shared().sizes();
    }

    @Override
    public void require(ServerPermissions.Deed deed, Object... arguments) throws SqlError {
        interpreter.shared().permissions().require(deed, login(), arguments);
    }

    @Override
    public boolean tried() {
        return interpreter.tried();
    }

    @Override
    public Caller with(Variables others) {
        return new RunningStatement(interpreter, others, sink, elsewhere, line);
    }

    @Override
    public Caller into(ResultSink other) {
        return new RunningStatement(interpreter, variables, other, Optional.of(other), line);
    }

    @Override
    public int run(String text, Variables declared) throws SqlError {
        return interpreter.nested(text, declared, elsewhere);
    }

    @Override
    public void check(String text, Variables declared) throws SqlError {
        interpreter.check(text, declared);
    }

    @Override
    public void run(Statement statement) throws SqlError {
        interpreter.shared().commands().execute(statement, this);
    }
}
