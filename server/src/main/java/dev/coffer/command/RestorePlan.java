package dev.coffer.command;

import dev.coffer.catalog.DatabaseEntry;
import dev.coffer.catalog.Lineage;
import dev.coffer.catalog.LogChain;
import dev.coffer.catalog.LogicalNames;
import dev.coffer.catalog.RecoveryModel;
import dev.coffer.catalog.RestoreSequence;
import dev.coffer.catalog.RestoreSequences;
import dev.coffer.catalog.UserAccess;
import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.RecoveryOrder;
import dev.coffer.engine.RestoreOrder;
import dev.coffer.engine.SharedFacts;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.SetCore;
import dev.coffer.media.SetTrailer;
import dev.coffer.tsql.RestoreOption;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a restore will do, decided before anything is touched.
 *
 * @param name of the database to be
 * @param set what is restored
 * @param existing the database of that name now
 * @param order for the engine: a new home, and what the set says about itself
 * @param identity whether the database goes on as the one that was backed up
 */
record RestorePlan(
        String name,
        BackupSet set,
        Optional<DatabaseEntry> existing,
        RestoreOrder order,
        RecoveryOrder.Identity identity) {

    static RestorePlan of(
            String name, ChosenSet chosen, Optional<DatabaseEntry> existing, Premises premises, Caller caller)
            throws SqlError {
        BackupSet set = chosen.set();
        Map<String, String> facts = chosen.facts();
        int highest = 0;
        if (facts.containsKey(SharedFacts.SYSTEM_ID)) {
            highest = premises.catalog().databases().highestTimeline(facts.get(SharedFacts.SYSTEM_ID));
            facts.put(SharedFacts.HIGHEST_TIMELINE, Integer.toString(highest));
        }
        facts.put(SharedFacts.LOG_BYTES, Long.toString(logBytes(set)));
        // A server elsewhere goes on as itself; what is restored here is a copy of it.
        boolean elsewhere = facts.containsKey(SharedFacts.ELSEWHERE);
        RecoveryOrder.Identity identity = !elsewhere && goesOn(name, set, existing, highest, premises)
                ? RecoveryOrder.Identity.SAME
                : RecoveryOrder.Identity.FRESH;
        DatabaseHome home = new RestorePlaces(set, existing, premises).choose(chosen.options(), caller);
        return new RestorePlan(
                existing.map(DatabaseEntry::name).orElse(name),
                set,
                existing,
                new RestoreOrder(home, RestoreOrder.Part.FULL, expectedBytes(chosen), facts),
                identity);
    }

    /** In standby it is there twice. */
    private static long expectedBytes(ChosenSet chosen) {
        boolean twice = chosen.options().has(RestoreOption.STANDBY);
        return Math.multiplyExact(chosen.payloadBytes(), twice ? 2 : 1);
    }

    private static long logBytes(BackupSet set) {
        return set.trailer().files().stream()
                .filter(file -> file.fileId() == DatabaseHeaders.LOG_FILE_ID)
                .mapToLong(SetTrailer.FileSize::backedUpBytes)
                .sum();
    }

    /**
     * The database keeps its identity where it comes back to the instance it was taken from, under its own name, and no
     * other database goes on as it.
     */
    private static boolean goesOn(
            String name, BackupSet set, Optional<DatabaseEntry> existing, int highest, Premises premises)
            throws SqlError {
        UUID guid = set.core().database().guid();
        if (existing.isPresent()) {
            return existing.get().lineage().databaseGuid().equals(guid);
        }
        boolean taken = premises.catalog().databases().all().stream()
                .anyMatch(entry -> entry.lineage().databaseGuid().equals(guid));
        return highest > 0
                && !taken
                && name.equalsIgnoreCase(set.core().database().name());
    }

    static SetCore.DatabaseFile file(BackupSet set, String logicalName) throws SqlError {
        return set.core().database().files().stream()
                .filter(file -> file.logicalName().equalsIgnoreCase(logicalName))
                .findFirst()
                .orElseThrow(() -> Message.LOGICAL_FILE_NOT_PART.error(
                        logicalName, set.core().database().name()));
    }

    /** What the database will call its files: what the one that was backed up called them. */
    LogicalNames files() {
        LogicalNames usual = LogicalNames.of(set.core().database().name());
        return new LogicalNames(
                logicalName(DatabaseHeaders.DATA_FILE_ID).orElse(usual.data()),
                logicalName(DatabaseHeaders.LOG_FILE_ID).orElse(usual.log()));
    }

    private Optional<String> logicalName(int fileId) {
        return set.core().database().files().stream()
                .filter(file -> file.fileId() == fileId)
                .map(SetCore.DatabaseFile::logicalName)
                .findFirst();
    }

    /** What was laid down, once it is. */
    RestoreSequence sequence() throws SqlError {
        SetCore core = set.core();
        SetCore.Database database = core.database();
        Map<String, String> facts = order.facts();
        return new RestoreSequence(
                new RestoreSequence.Origin(
                        identity == RecoveryOrder.Identity.SAME,
                        database.guid(),
                        database.familyGuid(),
                        RecoveryModel.valueOf(database.recoveryModel()),
                        facts.getOrDefault(SharedFacts.SYSTEM_ID, "")),
                new LogChain.Link(core.setGuid(), set.root()),
                new RestoreSequence.Reached(
                        set.trailer().lastLsn(),
                        set.trailer().lastForkGuid(),
                        LogTimes.endOf(core, set.trailer()),
                        timeline(facts),
                        false,
                        DatabaseHeaders.updateability(core)),
                new LogChain(
                        database.firstLsn(), database.recoveryForkGuid(), database.checkpointLsn(), Optional.empty()),
                Optional.empty(),
                Optional.empty());
    }

    /** The timeline that a set was taken on. */
    static int timeline(Map<String, String> facts) throws SqlError {
        String text = facts.getOrDefault(SharedFacts.TIMELINE, "1");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            throw Message.ENGINE_FAILED
                    .error("the backup is of no timeline: " + text)
                    .causedBy(wrong);
        }
    }

    /** What a database that is not recovered yet is listed with. */
    RestoreSequences.Outcome expected(RestoreSequence sequence) {
        RestoreSequence.Origin origin = sequence.database();
        Lineage lineage = new Lineage(
                origin.goesOn() ? origin.databaseGuid() : UUID.randomUUID(),
                origin.familyGuid(),
                sequence.reached().forkGuid(),
                Optional.of(origin.systemId()),
                sequence.reached().timeline());
        return new RestoreSequences.Outcome(
                lineage,
                origin.recoveryModel(),
                Optional.empty(),
                UserAccess.MULTI_USER,
                sequence.reached().updateability());
    }
}
