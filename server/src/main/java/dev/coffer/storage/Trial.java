package dev.coffer.storage;

import java.util.Optional;

/**
 * One thing that a place outside was asked to do with a small file.
 *
 * @param refusal why it did not; empty when it did
 * @param remark what else there is to say of it, one sentence
 */
public record Trial(Step step, Optional<StoreException> refusal, Optional<String> remark) {

    /** What is tried, in this order. */
    public enum Step {
        WRITE,
        READ,
        LIST,
        LOCK,
        DELETE
    }
}
