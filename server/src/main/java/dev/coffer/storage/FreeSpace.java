package dev.coffer.storage;

/**
 * Room for new files.
 *
 * @param place what the room belongs to: files of one place share it
 * @param bytes that are free there
 */
public record FreeSpace(String place, long bytes) {}
