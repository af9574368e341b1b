package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import java.util.Map;

/** Numbers among facts, which came from elsewhere as text. */
record Numbers(Map<String, String> facts) {

    /** The number, 0 when there is none of that name. */
    long number(String fact) throws EngineException {
        String text = facts.getOrDefault(fact, "0");
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new EngineException(Kind.UNAVAILABLE, fact + " is not a number: " + text, e);
        }
    }

    int timeline(String fact) throws EngineException {
        long timeline = number(fact);
        if (timeline < 0 || timeline > 0xFFFF_FFFFL) {
            throw new EngineException(Kind.UNAVAILABLE, fact + " is no timeline: " + timeline);
        }
        return (int) timeline;
    }
}
