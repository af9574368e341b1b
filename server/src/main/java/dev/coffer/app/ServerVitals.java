package dev.coffer.app;

import dev.coffer.catalog.LogStreams;
import dev.coffer.catalog.Outlook;
import dev.coffer.cli.CofferVersion;
import dev.coffer.errors.SqlError;
import dev.coffer.jobs.LongWork;
import dev.coffer.jobs.LongWork.Kind;
import dev.coffer.jobs.LongWork.Outcome;
import dev.coffer.jobs.LongWork.Tally;
import dev.coffer.web.Metric;
import dev.coffer.web.Metric.Sample;
import dev.coffer.web.Vitals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A serving instance as monitoring sees it. Thread-safe. */
final class ServerVitals implements Vitals {

    private static final Logger LOG = LoggerFactory.getLogger(ServerVitals.class);
    private static final double MILLIS_A_SECOND = 1000.0;

    private final Sources sources;
    private final Clock clock;
    private final Instant start;

    ServerVitals(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
        this.start = clock.instant();
    }

    /**
     * Where the values come from.
     *
     * @param locked whether no seal opened the keys
     */
    record Sources(
            Outlook outlook,
            LogStreams streams,
            LongWork work,
            IntSupplier sessions,
            LongSupplier loginFailures,
            BooleanSupplier locked) {}

    @Override
    public Optional<String> unready() {
        try {
            sources.outlook().certificates();
            return Optional.empty();
        } catch (SqlError failed) {
            LOG.warn("Not ready: {}", failed.clientText());
            return Optional.of("The catalogue does not answer.");
        }
    }

    @Override
    public List<Metric> metrics() {
        List<Metric> all = new ArrayList<>();
        all.add(new Metric(
                "coffer_build_info",
                Metric.Type.GAUGE,
                "The program that runs.",
                List.of(new Sample(
                        ordered(
                                "version",
                                CofferVersion.number(),
                                "java",
                                Runtime.version().toString()),
                        1))));
        all.add(Metric.gauge("coffer_start_time_seconds", "When the server started.", seconds(start)));
        all.add(Metric.gauge(
                "coffer_sessions",
                "Sessions that are logged in.",
                sources.sessions().getAsInt()));
        all.add(Metric.counter("coffer_login_failures_total", "Logins refused.", (double)
                sources.loginFailures().getAsLong()));
        all.add(Metric.gauge(
                "coffer_locked",
                "1 while no seal opens the keys.",
                sources.locked().getAsBoolean() ? 1 : 0));
        Runtime runtime = Runtime.getRuntime();
        all.add(Metric.gauge(
                "coffer_heap_used_bytes", "Heap in use.", (double) (runtime.totalMemory() - runtime.freeMemory())));
        work(all);
        try {
            outlook(all);
            streams(all);
            all.add(Metric.gauge("coffer_catalogue_up", "1 while the catalogue answers.", 1));
        } catch (SqlError failed) {
            LOG.warn("Metrics are incomplete: {}", failed.clientText());
            all.add(Metric.gauge("coffer_catalogue_up", "1 while the catalogue answers.", 0));
        }
        return all;
    }

    private void work(List<Metric> all) {
        all.add(Metric.gauge(
                "coffer_long_work_running",
                "Backups and restores that run.",
                sources.work().runningCount()));
        all.add(Metric.gauge(
                "coffer_long_work_waiting",
                "Backups and restores that wait for a place.",
                sources.work().waitingCount()));
        tallies("coffer_backups", List.of(Kind.BACKUP_FULL, Kind.BACKUP_DIFFERENTIAL, Kind.BACKUP_LOG), "Backups", all);
        tallies("coffer_restores", List.of(Kind.RESTORE_FULL, Kind.RESTORE_LOG), "Restores", all);
        tallies("coffer_verifications", List.of(Kind.VERIFY), "RESTORE VERIFYONLY", all);
    }

    private void tallies(String name, List<Kind> kinds, String what, List<Metric> all) {
        all.add(tallied(name + "_total", kinds, what + " that ended.", Tally::count));
        all.add(tallied(name + "_bytes_total", kinds, what + ": bytes of those that succeeded.", Tally::bytes));
        all.add(tallied(name + "_duration_seconds_total", kinds, what + ": time they ran.", Tally::seconds));
    }

    private Metric tallied(String name, List<Kind> kinds, String help, ToDoubleFunction<Tally> value) {
        List<Sample> samples = new ArrayList<>();
        for (Kind kind : kinds) {
            for (Outcome outcome : Outcome.values()) {
                samples.add(new Sample(
                        ordered("outcome", outcome.name().toLowerCase(Locale.ROOT), "type", type(kind)),
                        value.applyAsDouble(sources.work().tally(kind, outcome))));
            }
        }
        return new Metric(name, Metric.Type.COUNTER, help, samples);
    }

    private static String type(Kind kind) {
        return switch (kind) {
            case BACKUP_FULL, RESTORE_FULL, VERIFY -> "full";
            case BACKUP_DIFFERENTIAL -> "differential";
            case BACKUP_LOG, RESTORE_LOG -> "log";
        };
    }

    private void outlook(List<Metric> all) throws SqlError {
        Instant now = clock.instant();
        List<Sample> ages = new ArrayList<>();
        for (Outlook.Backed database : sources.outlook().backups()) {
            double age = database.finished()
                    .map(finished -> Duration.between(finished, now).toMillis() / MILLIS_A_SECOND)
                    .orElse(Double.POSITIVE_INFINITY);
            ages.add(new Sample(ordered("database", database.database(), "type", "full"), age));
        }
        all.add(new Metric(
                "coffer_last_backup_age_seconds",
                Metric.Type.GAUGE,
                "Time since the last backup that succeeded; +Inf when there is none.",
                ages));
        List<Sample> expiries = new ArrayList<>();
        for (Outlook.Expiry expiry : sources.outlook().certificates()) {
            expiries.add(Sample.of("certificate", expiry.certificate(), seconds(expiry.expires())));
        }
        all.add(new Metric(
                "coffer_certificate_expiry_timestamp_seconds",
                Metric.Type.GAUGE,
                "When a certificate in master expires.",
                expiries));
    }

    private void streams(List<Metric> all) throws SqlError {
        Instant now = clock.instant();
        List<Sample> seconds = new ArrayList<>();
        List<Sample> bytes = new ArrayList<>();
        for (LogStreams.Stream stream : sources.streams().all()) {
            double lag = stream.sealedUntil()
                    .map(until -> Duration.between(until, now).toMillis() / MILLIS_A_SECOND)
                    .orElse(Double.POSITIVE_INFINITY);
            seconds.add(Sample.of("database", stream.database(), lag));
            bytes.add(Sample.of("database", stream.database(), (double) stream.behindBytes()));
        }
        all.add(new Metric(
                "coffer_log_streaming_lag_seconds",
                Metric.Type.GAUGE,
                "What was committed so long ago, or longer, is in a backup; +Inf before the first.",
                seconds));
        all.add(new Metric(
                "coffer_log_streaming_lag_bytes",
                Metric.Type.GAUGE,
                "Log that was in no backup when it was last looked at.",
                bytes));
    }

    private static double seconds(Instant instant) {
        return instant.toEpochMilli() / MILLIS_A_SECOND;
    }

    private static Map<String, String> ordered(String first, String firstValue, String second, String secondValue) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(first, firstValue);
        labels.put(second, secondValue);
        return labels;
    }
}
