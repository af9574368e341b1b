package dev.coffer.tsql;

import java.util.Optional;

/**
 * What BACKUP and RESTORE say about URLs.
 *
 * @param credential {@code CREDENTIAL = 'name'}
 * @param json BACKUP_OPTIONS or RESTORE_OPTIONS
 */
public record RemoteOptions(Optional<Text> credential, Optional<Text> json) {
    public static final RemoteOptions NONE = new RemoteOptions(Optional.empty(), Optional.empty());
}
