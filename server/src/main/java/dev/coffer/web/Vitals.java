package dev.coffer.web;

import java.util.List;
import java.util.Optional;

/** What the server tells monitoring; {@code app} brings it in. Thread-safe; may wait for the catalogue. */
public interface Vitals {

    /** Everything measured, now. */
    List<Metric> metrics();

    /** Why no work should be sent here just now, in one sentence; empty when all is well. */
    Optional<String> unready();
}
