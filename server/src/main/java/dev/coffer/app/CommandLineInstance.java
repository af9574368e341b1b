package dev.coffer.app;

import dev.coffer.cli.InstanceOpener.OpenInstance;
import dev.coffer.cli.InstanceOpener.OpenSession;
import dev.coffer.result.ResultSink;
import dev.coffer.session.Session;
import dev.coffer.work.Cancellation;
import java.util.List;
import java.util.function.BooleanSupplier;

/** An instance as the command line sees it. Thread-safe: the end of the program may come by a signal. */
public final class CommandLineInstance implements OpenInstance {

    private final Instance instance;
    private boolean closed;
    private volatile boolean shutDown;

    public CommandLineInstance(Instance instance) {
        this.instance = instance;
        instance.onShutdown(patience -> shutDown = true);
    }

    @Override
    public List<String> notices() {
        return instance.notices();
    }

    @Override
    public OpenSession newSession() {
        return new SessionTarget(instance.newSession(), instance.settings().serverName(), () -> shutDown);
    }

    /** Whoever comes second waits until the first has stopped everything. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            instance.close();
        }
    }

    private record SessionTarget(Session session, String serverName, BooleanSupplier shutDown) implements OpenSession {
        @Override
        public void execute(String batch, ResultSink sink, Cancellation cancellation) {
            session.execute(batch, sink, cancellation);
        }

        @Override
        public boolean over() {
            return shutDown.getAsBoolean();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
