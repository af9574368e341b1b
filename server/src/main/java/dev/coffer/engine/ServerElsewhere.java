package dev.coffer.engine;

import dev.coffer.bytes.SecretBytes;

/**
 * A server that is not this instance's, and who logs in there.
 *
 * @param url where it is, in the engine's words; holds no secret, and only the engine reads it
 * @param user a role that may replicate
 * @param password in UTF-8; belongs to whoever made the record, who closes it after the last use
 */
public record ServerElsewhere(String url, String user, SecretBytes password) {}
