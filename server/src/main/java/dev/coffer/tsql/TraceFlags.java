package dev.coffer.tsql;

import java.util.List;

/** The flags that a DBCC statement names, for which sessions, and whether it reports that it is done. */
public record TraceFlags(List<Long> numbers, Scope scope, Report report) {

    public TraceFlags {
        numbers = List.copyOf(numbers);
    }

    /** {@code -1} among the flags stands for all sessions. */
    public enum Scope {
        SESSION,
        GLOBAL
    }

    /** WITH NO_INFOMSGS silences it. */
    public enum Report {
        SAID,
        SILENT
    }
}
