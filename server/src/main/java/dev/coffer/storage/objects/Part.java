package dev.coffer.storage.objects;

/**
 * A part that the service has.
 *
 * @param number from 1
 * @param receipt what the service calls it
 */
public record Part(int number, String receipt) {}
