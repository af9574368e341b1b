package dev.coffer.catalog;

/**
 * Where an attached database is.
 *
 * @param url as the statement named it; holds no secret
 * @param credential name of the one that logs in there
 */
public record AttachedServer(String url, String credential) {}
