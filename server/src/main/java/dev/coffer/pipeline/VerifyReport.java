package dev.coffer.pipeline;

import java.time.Duration;

/**
 * A set whose every byte was read, checked and unsealed.
 *
 * @param payloadBytes the payload after decompression
 * @param sealedBytes bytes of the chunks in the file
 * @param chunkCount chunks
 * @param elapsed wall time
 */
public record VerifyReport(long payloadBytes, long sealedBytes, long chunkCount, Duration elapsed) {}
