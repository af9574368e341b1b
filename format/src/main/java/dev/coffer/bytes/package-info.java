/**
 * Bytes, lengths and secrets: what every other room builds on. Knows nothing of keys, files or SQL. Start with
 * {@link dev.coffer.bytes.ByteReader} for reading bounded structures and {@link dev.coffer.bytes.SecretBytes} for keys.
 */
@NullMarked
package dev.coffer.bytes;

import org.jspecify.annotations.NullMarked;
