package dev.coffer.storage.objects;

import dev.coffer.storage.Location;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.work.Cancellation;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The requests of one open file, on threads of their own, so that whoever gives up ends also those that wait for an
 * answer. How many run at once is up to the caller. Thread-safe.
 */
final class Requests implements AutoCloseable {

    private static final int MAX_THREADS = 64;
    private static final long IDLE_SECONDS = 5;

    /** Interrupted requests end at once; one that does not is left to its own bound on time. */
    private static final long WAIT_SECONDS = 10;

    private static final long SETTLE_MILLIS = 1000;

    private final Location location;
    private final RemoteObject object;
    private final Retries retries;
    private final Cancellation cancellation;
    private final ThreadPoolExecutor threads;
    private final Map<Object, Future<?>> underWay = new ConcurrentHashMap<>();
    private final Cancellation.Registration registration;

    /** @param cancellation of the statement: it gives up */
    Requests(Location location, RemoteObject object, String threadName, Retries retries, Cancellation cancellation) {
        this.location = location;
        this.object = object;
        this.retries = retries;
        this.cancellation = cancellation;
        this.threads = new ThreadPoolExecutor(
                0, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, threadName);
                    thread.setDaemon(true);
                    return thread;
                });
        this.registration = cancellation.onCancel(this::giveUp);
    }

    /** Begins a request, tried again where that helps. */
    <T> Future<T> begin(Retries.Call<T> call) throws StoreException {
        Object ticket = new Object();
        FutureTask<T> task = new FutureTask<>(() -> retries.call(location, call, threads::isShutdown)) {
            @Override
            protected void done() {
                underWay.remove(ticket);
            }
        };
        underWay.put(ticket, task);
        try {
            threads.execute(task);
        } catch (RejectedExecutionException closed) {
            underWay.remove(ticket);
            throw givenUp();
        }
        return task;
    }

    /** Makes a request and waits for its answer. */
    <T> T ask(Retries.Call<T> call) throws StoreException {
        return await(begin(call));
    }

    /**
     * The answer to a request that was begun.
     *
     * @throws CancellationException when the statement was cancelled
     */
    <T> T await(Future<T> future) throws StoreException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (isGivenUp()) {
                throw givenUp();
            }
            if (cause instanceof StoreException store) {
                throw store;
            }
            throw new IllegalStateException("A request failed in an undeclared way", cause);
        } catch (CancellationException given) {
            throw givenUp();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw givenUp();
        }
    }

    private StoreException givenUp() {
        cancellation.check();
        return new StoreException(Kind.INTERRUPTED, location, "It was given up", null);
    }

    /** Ends every request, and refuses new ones. Whoever waits for an answer waits no longer. */
    void giveUp() {
        threads.shutdownNow();
        underWay.values().forEach(request -> request.cancel(true));
        object.giveUp();
    }

    /**
     * Begins nothing more, and waits a little for what is under way: a request that is broken off may still be done by
     * the service, behind whatever clears up.
     */
    void settle() {
        threads.shutdown();
        try {
            threads.awaitTermination(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isGivenUp() {
        return threads.isShutdown();
    }

    /** Ends every request and waits until nothing is sent any more. */
    @Override
    public void close() {
        registration.close();
        giveUp();
        try {
            if (!threads.awaitTermination(WAIT_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
