package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.postgres.wire.LogPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a differential stands on the full in a data directory. The labels of both name where the full began.
 *
 * @param full the data directory, never started
 * @param facts of the differential's set
 */
record DifferentialFit(Path full, Map<String, String> facts) {

    private static final String START_LINE = "START WAL LOCATION: ";
    private static final String BASE_LINE = "INCREMENTAL FROM LSN: ";

    DifferentialFit {
        facts = Map.copyOf(facts);
    }

    /** @throws EngineException DAMAGED when the full began elsewhere than where the set says */
    void requireStart() throws EngineException, IOException {
        if (!isBase(full, START_LINE)) {
            throw otherFull("the set names another start");
        }
    }

    /**
     * The payload says the same, and every part of a file has the file that it belongs to.
     *
     * @param data where it was laid down
     * @param laid its files
     * @throws EngineException DAMAGED
     */
    void requireParts(Path data, FileList laid) throws EngineException, IOException {
        if (!isBase(data, BASE_LINE)) {
            throw otherFull("the payload names another start");
        }
        FileList.Cursor files = laid.read();
        for (Optional<FileEntry> file = files.next(); file.isPresent(); file = files.next()) {
            if (IncrementalFile.isOne(file.get().path())) {
                requireInFull(IncrementalFile.relationFile(file.get().path()));
            }
        }
    }

    private void requireInFull(String path) throws EngineException {
        if (!Files.isRegularFile(full.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            throw otherFull("that lacks " + path);
        }
    }

    /** Whether the line of a backup label names the position that the set stands on. */
    private boolean isBase(Path data, String beginning) throws IOException {
        try {
            return LogPosition.parse(word(data, beginning))
                    == LogPosition.parse(facts.getOrDefault(Facts.BASE_LSN, ""));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The word behind the beginning of a line in a backup label; empty when there is no such line. */
    private static String word(Path data, String beginning) throws IOException {
        return Files.readAllLines(data.resolve(Combination.LABEL)).stream()
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()).split(" ", 2)[0])
                .findFirst()
                .orElse("");
    }

    static EngineException otherFull(String why) {
        return new EngineException(Kind.DAMAGED, "The differential does not stand on the full that lies here: " + why);
    }
}
