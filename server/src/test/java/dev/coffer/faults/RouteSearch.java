package dev.coffer.faults;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Finds some way to a moment through the sets that were taken. */
final class RouteSearch {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private final Random random;
    private final List<TakenSet> sets;
    private final Set<Moment> deadEnds = new HashSet<>();

    RouteSearch(Random random, List<TakenSet> sets) {
        this.random = random;
        this.sets = sets;
    }

    /** Empty when the sets do not lead there. */
    Optional<Route> to(Moment wanted) {
        for (TakenSet full : shuffled(TakenSet.Kind.FULL)) {
            if (full.to().leadsTo(wanted)) {
                List<List<TakenSet>> bases = new ArrayList<>(List.of(List.of(full)));
                for (TakenSet differential : sets) {
                    if (differential.full().filter(base -> base == full).isPresent()
                            && differential.to().leadsTo(wanted)) {
                        bases.add(List.of(full, differential));
                    }
                }
                Collections.shuffle(bases, random);
                for (List<TakenSet> base : bases) {
                    Optional<Route> route = behind(base, List.of(), wanted);
                    if (route.isPresent()) {
                        return route;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Route> behind(List<TakenSet> bases, List<TakenSet> logs, Moment wanted) {
        Moment reached = logs.isEmpty()
                ? bases.get(bases.size() - 1).to()
                : logs.get(logs.size() - 1).to();
        if (reached == wanted) {
            return Optional.of(new Route(bases, logs, Optional.empty(), wanted));
        }
        if (deadEnds.contains(reached)) {
            return Optional.empty();
        }
        for (TakenSet log : shuffled(TakenSet.Kind.LOG)) {
            if (log.follows(reached) && log.to() != reached) {
                List<TakenSet> more = new ArrayList<>(logs);
                more.add(log);
                Optional<Route> route = Optional.empty();
                if (wanted.leadsTo(log.to())) {
                    route = Optional.of(within(bases, more, wanted));
                } else if (log.to().leadsTo(wanted)) {
                    route = behind(bases, more, wanted);
                }
                if (route.isPresent()) {
                    return route;
                }
            }
        }
        deadEnds.add(reached);
        return Optional.empty();
    }

    /** Where nothing is committed any more the whole log is the same. */
    private Route within(List<TakenSet> bases, List<TakenSet> logs, Moment wanted) {
        Moment end = logs.get(logs.size() - 1).to();
        Optional<Moment> next = wanted.commitBefore(end);
        if (next.isEmpty()) {
            return new Route(bases, logs, Optional.empty(), end);
        }
        List<String> stops = new ArrayList<>(List.of("STOPAT = '" + TIME.format(wanted.at()) + "'"));
        wanted.mark().ifPresent(mark -> stops.add("STOPATMARK = '" + mark + "'"));
        next.get().mark().ifPresent(mark -> stops.add("STOPBEFOREMARK = '" + mark + "'"));
        return new Route(bases, logs, Optional.of(stops.get(random.nextInt(stops.size()))), wanted);
    }

    private List<TakenSet> shuffled(TakenSet.Kind kind) {
        List<TakenSet> some =
                new ArrayList<>(sets.stream().filter(set -> set.kind() == kind).toList());
        Collections.shuffle(some, random);
        return some;
    }
}
