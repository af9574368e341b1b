package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.NoDifferential;
import dev.coffer.engine.postgres.RelationFile.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Relations whose main fork was cut off between a full and its differential, as facts of the differential. Whatever
 * lies at the shortest length or behind it was written since and is in the differential, or is zero: none of it is the
 * full's.
 *
 * @param blocks the shortest length of each, in blocks, over all its segments; positive, since one that was emptied or
 *     made anew goes whole
 */
record CutRelations(Map<Relation, Long> blocks) {

    /** In a differential's folder. */
    private static final String FILE = "relations.cut";

    /** Of facts that are numbered from 0: {@code TABLESPACE/DATABASE/NUMBER:BLOCKS}, parted by spaces. */
    private static final String FACT = "relations.cut.";

    private static final Pattern ONE = Pattern.compile("(\\d{1,10})/(\\d{1,10})/(\\d{1,10}):(\\d{1,10})");

    private static final int MOST_CHARACTERS = 4000;

    /** Some five thousand relations. */
    private static final int MOST_FACTS = 32;

    CutRelations {
        blocks = Map.copyOf(blocks);
    }

    /** @throws NoDifferential when they are more than a set takes */
    Map<String, String> facts() throws NoDifferential {
        Map<String, String> facts = new HashMap<>();
        StringBuilder line = new StringBuilder();
        for (Map.Entry<Relation, Long> each : blocks.entrySet()) {
            Relation relation = each.getKey();
            line.append(line.isEmpty() ? "" : " ")
                    .append(relation.tablespace() + "/" + relation.database() + "/" + relation.number() + ":"
                            + each.getValue());
            if (line.length() > MOST_CHARACTERS) {
                facts.put(FACT + facts.size(), line.toString());
                line.setLength(0);
            }
        }
        if (!line.isEmpty()) {
            facts.put(FACT + facts.size(), line.toString());
        }
        if (facts.size() > MOST_FACTS) {
            throw new NoDifferential("VACUUM made " + blocks.size() + " tables shorter since the full");
        }
        return facts;
    }

    /** @throws EngineException DAMAGED */
    static CutRelations of(Map<String, String> facts) throws EngineException {
        List<String> lines = new ArrayList<>();
        while (facts.containsKey(FACT + lines.size())) {
            lines.add(facts.getOrDefault(FACT + lines.size(), ""));
        }
        return parse(lines);
    }

    private static CutRelations parse(List<String> lines) throws EngineException {
        Map<Relation, Long> blocks = new HashMap<>();
        for (String line : lines) {
            for (String one : line.split(" ", -1)) {
                Matcher matcher = ONE.matcher(one);
                if (!matcher.matches()) {
                    throw new EngineException(Kind.DAMAGED, "The differential names a wrong relation: " + one);
                }
                Relation relation = new Relation(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Long.parseLong(matcher.group(3)));
                blocks.merge(relation, Long.parseLong(matcher.group(4)), Math::min);
            }
        }
        return new CutRelations(blocks);
    }

    /** Into the folder of a differential that waits to be put together with its full. */
    void write(Path differential) throws EngineException, IOException {
        Files.write(differential.resolve(FILE), facts().values());
    }

    static CutRelations read(Path differential) throws EngineException, IOException {
        Path file = differential.resolve(FILE);
        return parse(Files.exists(file) ? Files.readAllLines(file) : List.of());
    }

    /** How many blocks at most of that file are the full's. */
    int mostOfFull(String path) {
        return RelationFile.of(path)
                .filter(file -> blocks.containsKey(file.relation()))
                .map(file ->
                        blocks.getOrDefault(file.relation(), 0L) - (long) file.segment() * IncrementalFile.MOST_BLOCKS)
                .map(rest -> (int) Math.max(0, Math.min(IncrementalFile.MOST_BLOCKS, rest)))
                .orElse(IncrementalFile.MOST_BLOCKS);
    }
}
