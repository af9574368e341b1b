package dev.coffer.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which room may open the door to which: the table of docs/architecture.md. */
class DoorsTest {

    private static final String ROOT = "dev.coffer.";

    /** Open to all. */
    private static final Set<String> HALL = Set.of("bytes", "work", "errors");

    private static final Map<String, Set<String>> DOORS = Map.ofEntries(
            Map.entry("bytes", Set.of()),
            Map.entry("work", Set.of()),
            Map.entry("errors", Set.of()),
            Map.entry("crypto", Set.of()),
            Map.entry("compress", Set.of()),
            Map.entry("keyfile", Set.of("crypto")),
            Map.entry("media", Set.of("crypto", "compress")),
            Map.entry("result", Set.of()),
            Map.entry("tsql", Set.of()),
            Map.entry("translate", Set.of("tsql", "result")),
            Map.entry("engine", Set.of()),
            Map.entry("storage", Set.of()),
            Map.entry("catalog", Set.of("engine")),
            Map.entry("keys", Set.of("crypto", "keyfile", "media", "catalog")),
            Map.entry("security", Set.of("crypto", "catalog")),
            Map.entry("jobs", Set.of("catalog")),
            Map.entry("pipeline", Set.of("media", "engine", "storage")),
            Map.entry(
                    "command",
                    Set.of(
                            "tsql",
                            "translate",
                            "result",
                            "keys",
                            "security",
                            "catalog",
                            "jobs",
                            "pipeline",
                            "engine",
                            "storage",
                            "media",
                            "crypto",
                            "keyfile")),
            Map.entry("session", Set.of("tsql", "result", "command", "security")),
            Map.entry("tds", Set.of("session", "result")),
            Map.entry("web", Set.of("session", "result", "jobs")),
            Map.entry("cli", Set.of("session", "result", "tsql", "media", "crypto", "keyfile", "storage")));

    /** The room that wires all others and that nobody knows. */
    private static final String WIRING = "app";

    /** Contracts whose adapters stay behind them: nobody but the wiring names an adapter. */
    private static final Set<String> CONTRACTS = Set.of("engine", "storage");

    /** What the adapters of object stores have in common: vendor-free, and theirs alone. */
    private static final String OBJECTS = ROOT + "storage.objects";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.coffer");

    @Test
    void everyImportGoesThroughADoor() {
        Set<String> broken = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass().getBaseComponentType();
                if (to.getPackageName().startsWith(ROOT) && !mayOpen(room(from), room(to))) {
                    broken.add(room(from) + " -> " + room(to) + ": " + from.getSimpleName() + " uses "
                            + to.getSimpleName());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyRoomIsInTheTable() {
        Set<String> rooms = CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith(ROOT))
                .map(DoorsTest::room)
                .collect(Collectors.toCollection(TreeSet::new));
        rooms.remove(WIRING);
        assertThat(DOORS.keySet()).containsAll(rooms);
        assertThat(rooms).contains("media", "pipeline", "cli");
    }

    @Test
    void contractsAndWhoUsesThemNameNoAdapter() {
        Set<String> broken = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                for (String contract : CONTRACTS) {
                    boolean adapter = target.startsWith(ROOT + contract + ".");
                    boolean itself = ((target + ".").startsWith(from.getPackageName() + ".")
                                    && from.getPackageName().startsWith(ROOT + contract + "."))
                            || (target.equals(OBJECTS) && from.getPackageName().startsWith(ROOT + "storage."));
                    if (adapter && !itself && !mayNameAdapters(room(from))) {
                        broken.add(from.getName() + " -> " + target);
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** The command line works on files without an instance, so it picks the disk itself. */
    private static boolean mayNameAdapters(String room) {
        return room.equals(WIRING) || room.equals("cli");
    }

    @Test
    void theBackupFormatKnowsNoSqlNoNetworkNoEngine() {
        List<String> foreign = CLASSES.stream()
                .filter(type -> Set.of("bytes", "crypto", "keyfile", "compress", "media")
                        .contains(room(type)))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getOriginClass().getName() + " uses "
                        + dependency.getTargetClass().getName())
                .filter(use ->
                        use.matches(".* uses (java\\.sql|javax\\.sql|java\\.net|io\\.netty|org\\.postgresql)\\..*"))
                .toList();
        assertThat(foreign).isEmpty();
    }

    @Test
    void sdksStayInsideTheirAdapters() {
        Map<String, String> homes = Map.of(
                "com.azure", ROOT + "storage.azure",
                "software.amazon.awssdk", ROOT + "storage.s3");
        Set<String> strayed = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                homes.forEach((sdk, home) -> {
                    if (target.startsWith(sdk + ".") && !from.getPackageName().equals(home)) {
                        strayed.add(from.getName() + " -> " + target);
                    }
                });
            }
        }
        assertThat(strayed).isEmpty();
        assertThat(CLASSES.stream().map(JavaClass::getPackageName)).containsAll(homes.values());
    }

    private static boolean mayOpen(String from, String to) {
        return from.equals(to)
                || from.equals(WIRING)
                || HALL.contains(to)
                || DOORS.getOrDefault(from, Set.of()).contains(to);
    }

    private static String room(JavaClass type) {
        String rest = type.getPackageName().substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
