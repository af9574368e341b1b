package dev.coffer.pipeline;

/**
 * A backup with every name resolved: what, where, for whom.
 *
 * @param source begins the image
 * @param targets where the set goes
 * @param draft what the statement decides about the set
 * @param protection who can open it, and who signs
 * @param compression of the payload
 * @param restraint how much of the machine and its lines it may take
 */
public record BackupOrder(
        SnapshotSource source,
        MediaTargets targets,
        SetDraft draft,
        Protection protection,
        Compression compression,
        Restraint restraint) {}
