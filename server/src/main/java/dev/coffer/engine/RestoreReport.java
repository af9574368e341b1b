package dev.coffer.engine;

import java.util.Map;

/**
 * @param dataBytes bytes of data files laid down
 * @param logBytes bytes of log laid down
 * @param facts vendor facts of the restored database: system id, timeline, end of replay
 */
public record RestoreReport(long dataBytes, long logBytes, Map<String, String> facts) {}
