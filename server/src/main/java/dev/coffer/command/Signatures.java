package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import java.util.List;
import java.util.Optional;

/** What can be checked of a set without any key. */
final class Signatures {

    private Signatures() {}

    /** Each set's readable part is as its signer signed it, whoever that was. */
    static void check(MediaDevice device, List<BackupSet> sets) throws SqlError {
        try {
            for (BackupSet set : sets) {
                set.checkSignature();
            }
        } catch (DamagedMedia damaged) {
            throw MediaErrors.damaged(damaged, device.written());
        }
    }

    /** Says what is not listed: damaged sets, and what stands behind the last whole one. */
    static void reportUnlisted(MediaDevice device, Caller caller) {
        for (DamagedMedia damage : device.media().damage()) {
            caller.inform(Message.DAMAGED_SET_ON_MEDIA, device.written(), String.valueOf(damage.getMessage()));
        }
        Optional<DamagedMedia> tail = device.media().tornTail();
        if (tail.isEmpty()) {
            return;
        }
        if (tail.get().kind() == DamagedMedia.Kind.INCOMPLETE) {
            caller.inform(
                    Message.TORN_TAIL, device.written(), device.media().sets().size());
        } else {
            caller.inform(
                    Message.DAMAGED_SET_ON_MEDIA,
                    device.written(),
                    String.valueOf(tail.get().getMessage()));
        }
    }
}
