package dev.coffer.keys;

/** Whether a statement was given FORCE: goes on where something would be lost. */
public enum Force {
    NO,
    YES
}
