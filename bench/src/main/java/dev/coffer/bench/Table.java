package dev.coffer.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Collects the figures of all rounds and prints medians. Confined to one thread. */
final class Table {

    private static final double MEGABYTE = 1e6;

    /** What is compared: who did which task. */
    record Row(String contender, String task) {}

    private final Map<Row, List<Contender.Measure>> measures = new LinkedHashMap<>();

    void add(String contender, String task, Contender.Measure measure) {
        measures.computeIfAbsent(new Row(contender, task), row -> new ArrayList<>())
                .add(measure);
    }

    double medianSeconds(String contender, String task) {
        return median(new Row(contender, task), Contender.Measure::wallSeconds);
    }

    double medianCpuSeconds(String contender, String task) {
        return median(new Row(contender, task), Contender.Measure::cpuSeconds);
    }

    private double median(Row row, ToDoubleFunction<Contender.Measure> figure) {
        List<Contender.Measure> all = measures.get(row);
        if (all == null) {
            throw new IllegalArgumentException("Nobody measured " + row);
        }
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** @param databaseBytes what speeds are relative to */
    void print(PrintStream out, long databaseBytes) {
        out.printf(
                Locale.ROOT,
                "%-24s %-14s %8s %9s %9s %8s %9s %10s%n",
                "who",
                "what",
                "wall s",
                "(range)",
                "MB/s",
                "CPU s",
                "peak MiB",
                "result MB");
        measures.forEach((row, all) -> {
            double wall = median(row, Contender.Measure::wallSeconds);
            double fastest = all.stream()
                    .mapToDouble(Contender.Measure::wallSeconds)
                    .min()
                    .orElse(0);
            double slowest = all.stream()
                    .mapToDouble(Contender.Measure::wallSeconds)
                    .max()
                    .orElse(0);
            out.printf(
                    Locale.ROOT,
                    "%-24s %-14s %8.2f %4.1f-%4.1f %9.0f %8.2f %9.0f %10.0f%n",
                    row.contender(),
                    row.task(),
                    wall,
                    fastest,
                    slowest,
                    databaseBytes / MEGABYTE / wall,
                    median(row, Contender.Measure::cpuSeconds),
                    median(row, Contender.Measure::peakMebibytes),
                    median(row, Contender.Measure::resultBytes) / MEGABYTE);
        });
    }
}
