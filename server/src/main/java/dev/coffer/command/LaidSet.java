package dev.coffer.command;

import dev.coffer.engine.DatabaseHome;
import dev.coffer.engine.LaidDown;
import dev.coffer.engine.SharedFacts;
import dev.coffer.errors.Message;
import dev.coffer.media.SetCore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A set that was laid down, and what is told of it once that counts. Confined to one statement. */
final class LaidSet {

    private final Premises premises;
    private final ChosenSet chosen;
    private final LaidDown laid;
    private final Optional<StatsMessages> stats;
    private final Instant started;

    LaidSet(Premises premises, ChosenSet chosen, LaidDown laid, Optional<StatsMessages> stats, Instant started) {
        this.premises = premises;
        this.chosen = chosen;
        this.laid = laid;
        this.stats = stats;
        this.started = started;
    }

    /**
     * What it became.
     *
     * @param name of the database that it is, or would be
     * @param home where its files lie
     * @param recovered false when more may follow
     */
    record Became(String name, DatabaseHome home, boolean recovered) {}

    LaidDown laid() {
        return laid;
    }

    /** Behind the commit: rows of history, a line in the error log, and what the client is told before the summary. */
    void report(Became became, Caller caller) {
        new RestoreRecords(premises).record(chosen, became, caller);
        stats.ifPresent(StatsMessages::complete);
        SetCore core = chosen.set().core();
        Reports.data(caller, became.name(), core, bytes());
        Reports.log(caller, became.name(), core, bytes());
        chosen.device().reportLosses(caller);
        if (chosen.set().trailer().damaged()) {
            caller.inform(Message.RESTORED_DAMAGED);
        }
        String doubt = core.engine().get(SharedFacts.DOUBT);
        if (doubt != null) {
            caller.inform(Message.DIFFERENTIAL_IN_DOUBT, doubt);
        }
    }

    /** @param statement its name */
    void summarise(String statement, Caller caller) {
        Duration elapsed = Duration.between(started, premises.clock().instant());
        Reports.say(caller, Message.SUCCESSFULLY_PROCESSED, Throughput.summary(statement, bytes().pages(), elapsed));
    }

    private Reports.FileBytes bytes() {
        return new Reports.FileBytes(laid.dataBytes(), laid.logBytes());
    }
}
