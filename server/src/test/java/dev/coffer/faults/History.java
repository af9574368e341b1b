package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * One database, what happened to it, and what it must hold therefore. While a step runs nothing else happens, so each
 * moment is known exactly; only of a step that was killed is looked whether it counts.
 */
final class History {

    private static final String COPY = "Copy";
    private static final int NO_DIFFERENTIAL = 3035;
    private static final int NO_LOG = 4214;

    /** A log of another place: too recent, too early, on another recovery path. */
    private static final List<Integer> MISFITS = List.of(4305, 4326, 4330);

    private static final int MISFITS_TRIED = 3;

    /** One restore in so many. */
    private static final int READ_BETWEEN_STEPS = 5;

    private final Till till;
    private final String name;
    private final Random random;
    private final List<Moment> moments = new ArrayList<>();
    private final List<TakenSet> sets = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final Map<Step, Long> usualNanos = new EnumMap<>(Step.class);
    private Moment now = Moment.first(Instant.EPOCH);

    /** Where the next backup of the log begins; null: it has no full to begin behind. */
    private @Nullable Moment chain;

    /** What differentials stand on. */
    private @Nullable TakenSet base;

    /** With how many it is among a thousand. */
    enum Step {
        TRANSACTION(470),
        MARKED(60),
        UPKEEP(40),
        FULL(50),
        COPY_ONLY_FULL(30),
        DIFFERENTIAL(70),
        LOG(120),
        COPY_ONLY_LOG(50),
        TAIL(10),
        SIMPLE(10),
        RESTORE_BESIDE(40),
        RESTORE_IN_PLACE(25),
        KILLED_SERVER(15),
        KILLED_INSTANCE(10);

        private final int weight;

        Step(int weight) {
            this.weight = weight;
        }
    }

    History(Till till, long seed) {
        this.till = till;
        this.name = "History" + seed;
        this.random = new Random(seed);
    }

    void live(int steps) throws Exception {
        till.told();
        till.done("CREATE DATABASE " + name);
        till.done(EntryChange.create(name + ".dbo.Entry"));
        now = Moment.first(instant());
        moments.add(now);
        till.note("1");
        full();
        for (int step = 2; step <= steps; step++) {
            Step next = draw();
            till.note(step + " " + next);
            long begun = System.nanoTime();
            run(next);
            usualNanos.put(next, System.nanoTime() - begun);
        }
        require(name, now);
        restoreBeside();
        till.done("DROP DATABASE " + name);
        for (Path file : files) {
            till.forget(file);
        }
    }

    private Step draw() {
        int total = 0;
        for (Step step : Step.values()) {
            total += step.weight;
        }
        int drawn = random.nextInt(total);
        for (Step step : Step.values()) {
            drawn -= step.weight;
            if (drawn < 0) {
                return step;
            }
        }
        throw new IllegalStateException("The weights have no end");
    }

    private void run(Step step) throws Exception {
        switch (step) {
            case TRANSACTION -> transaction(Optional.empty());
            case MARKED -> transaction(Optional.of("m" + moments.size()));
            case UPKEEP -> upkeep();
            case FULL -> full();
            case COPY_ONLY_FULL -> copyOnlyFull();
            case DIFFERENTIAL -> differential();
            case LOG -> log();
            case COPY_ONLY_LOG -> copyOnlyLog();
            case TAIL -> tail();
            case SIMPLE -> simple();
            case RESTORE_BESIDE -> restoreBeside();
            case RESTORE_IN_PLACE -> restoreInPlace();
            case KILLED_SERVER -> {
                till.killServer(name);
                require(name, now);
            }
            case KILLED_INSTANCE -> killed();
        }
    }

    private void transaction(Optional<String> mark) throws Exception {
        EntryChange change = EntryChange.random(random, now.rows());
        till.done(change.batch(name, mark));
        now = change.isRolledBack() ? now.later(instant()) : now.committed(change.rows(), instant(), mark);
        moments.add(now);
        require(name, now);
    }

    /** What moves blocks without changing a row. */
    private void upkeep() throws Exception {
        switch (random.nextInt(3)) {
            case 0 -> till.done("USE " + name + "\nCHECKPOINT");
            case 1 -> till.asOwner(name, "VACUUM");
            default -> till.asOwner(name, "VACUUM FULL dbo.entry");
        }
    }

    private void full() throws Exception {
        Path file = newFile();
        till.done(backup("DATABASE", file, ""));
        later();
        base = add(TakenSet.full(file, now));
        if (chain == null) {
            chain = now;
        }
    }

    private void copyOnlyFull() throws Exception {
        Path file = newFile();
        till.done(backup("DATABASE", file, "COPY_ONLY"));
        later();
        add(TakenSet.full(file, now));
    }

    private void differential() throws Exception {
        Path file = newFile();
        if (base == null) {
            assertThat(till.refused(backup("DATABASE", file, "DIFFERENTIAL"))).startsWith(NO_DIFFERENTIAL);
        } else {
            till.done(backup("DATABASE", file, "DIFFERENTIAL"));
            later();
            add(TakenSet.differential(file, now, base));
        }
    }

    private void log() throws Exception {
        Path file = newFile();
        if (chain == null) {
            assertThat(till.refused(backup("LOG", file, ""))).startsWith(NO_LOG);
        } else {
            till.done(backup("LOG", file, ""));
            later();
            add(TakenSet.log(file, chain, now));
            chain = now;
        }
    }

    private void copyOnlyLog() throws Exception {
        if (chain != null) {
            Path file = newFile();
            till.done(backup("LOG", file, "COPY_ONLY"));
            later();
            add(TakenSet.log(file, chain, now));
        }
    }

    /** The tail, and back behind it: a recovery, so a fork. */
    private void tail() throws Exception {
        if (chain != null) {
            Path file = newFile();
            till.done(backup("LOG", file, "NORECOVERY"));
            later();
            add(TakenSet.log(file, chain, now));
            till.done("RESTORE DATABASE " + name + " WITH RECOVERY");
            forked(now, now);
        }
    }

    private void simple() throws Exception {
        till.done("ALTER DATABASE " + name + " SET RECOVERY SIMPLE");
        till.done("ALTER DATABASE " + name + " SET RECOVERY FULL");
        chain = null;
    }

    private void restoreBeside() throws Exception {
        Route route = route();
        List<String> statements = route.statements(COPY, random.nextBoolean());
        till.note("to what was there at " + route.reached().at());
        boolean isRead = random.nextInt(READ_BETWEEN_STEPS) == 0;
        for (int i = 0; i < statements.size(); i++) {
            boolean last = i == statements.size() - 1;
            till.done(isRead && !last ? till.standby(statements.get(i)) : statements.get(i));
            if (!last) {
                refuseOthers(route.stations().get(i));
            }
            if (isRead && !last && !statements.get(i).contains("STOP")) {
                require(COPY, route.stations().get(i));
            }
        }
        require(COPY, route.reached());
        till.done("DROP DATABASE " + COPY);
    }

    /** What does not fit is refused, and changes nothing; logs of other branches may have the same positions. */
    private void refuseOthers(Moment reached) throws Exception {
        List<TakenSet> misfits = new ArrayList<>(sets.stream()
                .filter(set -> set.kind() == TakenSet.Kind.LOG && set.misfits(reached))
                .toList());
        Collections.shuffle(misfits, random);
        misfits.sort(Comparator.comparing((TakenSet set) -> !set.isBeside(reached)));
        for (TakenSet wrong : misfits.subList(0, Math.min(misfits.size(), MISFITS_TRIED))) {
            List<Integer> numbers =
                    till.refused("RESTORE LOG " + COPY + " FROM DISK = '" + wrong.file() + "' WITH NORECOVERY");
            assertThat(numbers).hasSize(2);
            assertThat(MISFITS).contains(numbers.get(0));
        }
    }

    private void restoreInPlace() throws Exception {
        Route route = route();
        till.note("to what was there at " + route.reached().at());
        boolean restarts = random.nextInt(8) == 0;
        for (String statement : route.statements(name, random.nextBoolean())) {
            till.done(statement);
            if (restarts) {
                till.note("kill -9 of the instance");
                till.restart();
            }
        }
        require(name, route.reached());
        forked(route.reached(), route.goesOn());
    }

    /** The database goes on from there. */
    private void forked(Moment from, Moment logFrom) {
        now = from.later(instant());
        moments.add(now);
        chain = logFrom;
        base = null;
    }

    /** To any moment that the sets lead to; the first full leads somewhere. */
    private Route route() {
        while (true) {
            Optional<Route> route = new RouteSearch(random, sets).to(moments.get(random.nextInt(moments.size())));
            if (route.isPresent()) {
                return route.get();
            }
        }
    }

    private void killed() throws Exception {
        switch (random.nextInt(5)) {
            case 0 -> killedTransaction();
            case 1, 2 -> killedLog();
            case 3 -> {
                kill(Step.RESTORE_BESIDE, String.join("\nGO\n", route().statements(COPY, false)));
                if (till.isListed(COPY)) {
                    till.done("DROP DATABASE " + COPY);
                }
            }
            default -> killedInPlace();
        }
        require(name, now);
    }

    private void kill(Step step, String batch) throws Exception {
        long usual = usualNanos.getOrDefault(step, 200_000_000L);
        till.killWhile(batch, (long) (random.nextDouble() * usual));
    }

    private void killedTransaction() throws Exception {
        EntryChange change = EntryChange.random(random, now.rows());
        kill(Step.TRANSACTION, change.batch(name, Optional.empty()));
        if (!till.rows(name).equals(now.rows())) {
            now = now.committed(change.rows(), instant(), Optional.empty());
            moments.add(now);
        }
    }

    /** A set that stands is good; the chain moves on only when the history lists it. */
    private void killedLog() throws Exception {
        Path file = newFile();
        if (chain == null) {
            return;
        }
        kill(Step.LOG, backup("LOG", file, ""));
        boolean recorded = till.isRecorded(file);
        if (Files.exists(file)) {
            later();
            add(TakenSet.log(file, chain, now));
            till.note("the set stands, " + (recorded ? "listed" : "not listed"));
        } else {
            assertThat(recorded).as("a listed set that is not there").isFalse();
        }
        if (recorded) {
            chain = now;
        }
    }

    /** Either it came to its end, or the database is as it was, or it waits and is restored from the start. */
    private void killedInPlace() throws Exception {
        Route route = route();
        List<String> statements = route.statements(name, false);
        if (route.reached().rows().equals(now.rows())) {
            // It could not be told which.
            return;
        }
        kill(Step.RESTORE_IN_PLACE, String.join("\nGO\n", statements));
        if (!till.isOnline(name)) {
            till.note("it waits");
            for (String statement : statements) {
                till.done(statement);
            }
        }
        if (till.rows(name).equals(route.reached().rows())) {
            forked(route.reached(), route.goesOn());
        }
    }

    private void require(String database, Moment moment) throws Exception {
        SortedMap<Integer, Integer> rows = till.rows(database);
        assertThat(rows.equals(moment.rows()))
                .as(database + " holds " + rows.keySet() + " instead of "
                        + moment.rows().keySet())
                .isTrue();
    }

    private void later() {
        now = now.later(instant());
        moments.add(now);
    }

    private TakenSet add(TakenSet set) {
        sets.add(set);
        return set;
    }

    private Path newFile() {
        Path file = till.file(name + "-" + (files.size() + 1) + ".bak");
        files.add(file);
        return file;
    }

    private String backup(String what, Path file, String option) {
        String options = option.isEmpty() ? "" : ", " + option;
        return "BACKUP " + what + " " + name + " TO DISK = '" + file + "' WITH "
                + (random.nextBoolean() ? "COMPRESSION" : "NO_COMPRESSION") + options;
    }

    private static Instant instant() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
