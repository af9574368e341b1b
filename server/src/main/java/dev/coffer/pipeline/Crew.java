package dev.coffer.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * The threads of one run. What one of them throws stops the conveyor; the run joins them all before it returns, so that
 * nobody touches a file or a key afterwards. Confined to the thread that runs the pipeline.
 */
final class Crew implements AutoCloseable {

    /** Work that may fail in any way. */
    @FunctionalInterface
    interface Job {
        void run() throws Exception;
    }

    private final Conveyor conveyor;
    private final List<Thread> threads = new ArrayList<>();

    Crew(Conveyor conveyor) {
        this.conveyor = conveyor;
    }

    void start(String name, Job job) {
        Thread thread = new Thread(() -> runOrStopAll(job), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void runOrStopAll(Job job) {
        try {
            job.run();
        } catch (Conveyor.Stopped stopped) {
            // Whoever stopped the conveyor has recorded why.
        } catch (Throwable failure) {
            conveyor.fail(failure);
        }
    }

    /** Waits until all have ended by themselves. */
    void join() {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops those who still work, and waits for them; after a run that went well there are none. */
    @Override
    public void close() {
        if (threads.stream().anyMatch(Thread::isAlive)) {
            conveyor.fail(new CancellationException("The run was given up"));
        }
        join();
    }

    /** Throws what a thread of the crew failed with, in the type that the run declares. */
    static void rethrow(Throwable failure) throws IOException {
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException("A pipeline thread failed in an undeclared way", failure);
    }
}
