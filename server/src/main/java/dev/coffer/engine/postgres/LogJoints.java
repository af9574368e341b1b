package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the next log of an attached server goes on, in a file of the database's home. Whoever backs the log up adds the
 * joint behind what it read and leaves the one before it, since it is the catalogue that says which of them counts: so
 * neither a kill nor a backup that fails in its last moment loses it. The file is there as long as a host may hold log
 * for the database. Confined to one thread.
 */
final class LogJoints {

    private final ClusterFolder folder;

    LogJoints(ClusterFolder folder) {
        this.folder = folder;
    }

    /** @throws EngineException LOG_GONE when none is known for a log that begins there */
    LogJoint of(long fromLsn) throws EngineException {
        try {
            for (String line : Files.readAllLines(folder.logJoints())) {
                LogJoint joint = LogJoint.parse(line);
                if (joint.from() == fromLsn) {
                    return joint;
                }
            }
        } catch (IOException | IllegalArgumentException unknown) {
            throw KeptLog.gone(fromLsn, "what it was backed up to is not known (" + FailureText.of(unknown) + ")");
        }
        throw KeptLog.gone(fromLsn, "what it was backed up to is not known");
    }

    /** Whether a host may hold log; of a home that is gone nobody knows. */
    boolean mayBeHeld() {
        return Files.exists(folder.logJoints()) || !Files.isDirectory(folder.root());
    }

    /** No host holds log any more. */
    void forget() throws EngineException {
        try {
            Files.deleteIfExists(folder.logJoints());
        } catch (IOException failed) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot remove " + folder.logJoints() + ": " + FailureText.of(failed), failed);
        }
    }

    /** From now on these are known, and no others. */
    void note(LogJoint... joints) throws EngineException {
        List<String> lines = Arrays.stream(joints).map(LogJoint::text).collect(Collectors.toList());
        try {
            Path aside = folder.root().resolve(folder.logJoints().getFileName() + ".next");
            Files.write(aside, lines);
            Folders.syncOne(aside);
            Files.move(aside, folder.logJoints(), StandardCopyOption.ATOMIC_MOVE);
            Folders.syncOne(folder.root());
        } catch (IOException failed) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot write " + folder.logJoints() + ": " + FailureText.of(failed), failed);
        }
    }
}
