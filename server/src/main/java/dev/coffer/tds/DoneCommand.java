package dev.coffer.tds;

import java.util.Map;

/**
 * What a DONE says that its statement was (CurCmd). Clients take a row count for an update count, and a statement for a
 * change of the schema, only by these numbers, which are those of SQL Server's token streams.
 */
final class DoneCommand {

    static final int SELECT = 0xC1;

    private static final Map<String, Integer> BY_WORDS = Map.ofEntries(
            Map.entry("SELECT INTO", 0xC2),
            Map.entry("INSERT", 0xC3),
            Map.entry("DELETE", 0xC4),
            Map.entry("UPDATE", 0xC5),
            Map.entry("CREATE TABLE", 0xC6),
            Map.entry("DROP TABLE", 0xC7),
            Map.entry("CREATE INDEX", 0xC8),
            Map.entry("DROP INDEX", 0xC9),
            Map.entry("CREATE DATABASE", 0xCB),
            Map.entry("DROP DATABASE", 0xCC),
            Map.entry("CREATE VIEW", 0xCF),
            Map.entry("DROP VIEW", 0xD0),
            Map.entry("ALTER TABLE", 0xD8),
            Map.entry("MERGE", 0x117),
            Map.entry("CREATE CERTIFICATE", 0x170),
            Map.entry("DROP CERTIFICATE", 0x171),
            Map.entry("CREATE MASTER KEY", 0x19B),
            Map.entry("DROP MASTER KEY", 0x19C));

    private DoneCommand() {}

    /** 0 for statements that clients need not tell apart. */
    static int of(String words) {
        return BY_WORDS.getOrDefault(words, 0);
    }
}
