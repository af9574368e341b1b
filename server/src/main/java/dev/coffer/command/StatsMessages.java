package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.work.Progress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * STATS = n: "n percent processed." each time at least n more per cent are done, and 100 exactly once, at the end.
 * Confined to one thread at a time, as {@link Progress} promises.
 */
final class StatsMessages implements Progress {

    private static final int COMPLETE = 100;

    private final int step;
    private final Consumer<String> say;
    private int next;

    /** @param step 1 to 100 */
    StatsMessages(int step, Consumer<String> say) {
        this.step = step;
        this.say = say;
        this.next = step;
    }

    /** For WITH STATS; nothing without it. */
    static Optional<StatsMessages> of(OptionalInt step, Caller caller) {
        return step.isPresent()
                ? Optional.of(new StatsMessages(
                        step.getAsInt(), text -> Reports.say(caller, Message.PERCENT_PROCESSED, text)))
                : Optional.empty();
    }

    /** What the session shows of itself goes on with the messages. */
    static Progress watched(Optional<StatsMessages> stats, Caller caller) {
        Activity activity = caller.state().activity();
        return (done, total) -> {
            activity.advanced(done, total);
            stats.ifPresent(messages -> messages.advanced(done, total));
        };
    }

    @Override
    public void advanced(long doneBytes, long totalBytes) {
        int percent = totalBytes <= 0 ? 0 : (int) Math.min(COMPLETE - 1, doneBytes * COMPLETE / totalBytes);
        if (percent >= next) {
            say.accept(Message.PERCENT_PROCESSED.text(percent));
            next = percent + step;
        }
    }

    /** The work is whole. */
    void complete() {
        say.accept(Message.PERCENT_PROCESSED.text(COMPLETE));
    }
}
