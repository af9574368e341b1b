package dev.coffer.bench;

import java.io.IOException;
import java.util.List;

/** One way of making backups of the generated data. Confined to one thread. */
interface Contender extends AutoCloseable {

    String name();

    /** What it can do, in the order it is measured in this round: backup first, then whatever reads it. */
    List<Task> tasks(int round);

    @Override
    void close() throws IOException;

    /** One measured thing. */
    interface Task {
        String name();

        /** Outside the measurement: empties folders, drops earlier backups. */
        void prepare() throws IOException;

        Measure run() throws Exception;
    }

    /**
     * @param wallSeconds from start to end
     * @param cpuSeconds user and system time of all processes taking part, the database server's included
     * @param peakMebibytes most private memory at one time, above what was there before; the database server not
     *     included
     * @param resultBytes size of what was made, 0 when nothing was
     */
    record Measure(double wallSeconds, double cpuSeconds, double peakMebibytes, long resultBytes) {}
}
