package dev.coffer.command;

import java.util.HashMap;
import java.util.Map;

/** What SET has set, by the option's name, upper case; immutable. */
public final class SessionOptions {

    /** Of a new session; options that are not named are off. */
    public static final SessionOptions INITIAL = new SessionOptions(Map.of(
            "QUOTED_IDENTIFIER",
            "ON",
            "LOCK_TIMEOUT",
            "-1",
            "TRANSACTION ISOLATION LEVEL",
            "READ COMMITTED",
            "ROWCOUNT",
            "0",
            "TEXTSIZE",
            "-1"));

    private final Map<String, String> values;

    private SessionOptions(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** @param value as it was written, upper case */
    SessionOptions with(String option, String value) {
        Map<String, String> changed = new HashMap<>(values);
        changed.put(option, value);
        return new SessionOptions(changed);
    }

    public boolean on(String option) {
        return value(option).equals("ON");
    }

    String value(String option) {
        return values.getOrDefault(option, "OFF");
    }

    int number(String option) {
        return Integer.parseInt(value(option));
    }
}
