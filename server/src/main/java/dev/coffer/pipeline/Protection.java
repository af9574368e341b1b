package dev.coffer.pipeline;

import dev.coffer.media.Identity;
import dev.coffer.media.Recipient;
import dev.coffer.media.SetSigner;
import dev.coffer.media.Suite;
import java.util.List;

/**
 * Who can open a set, and who vouches for it.
 *
 * @param suite NONE if and only if there is no recipient
 * @param recipients in slot order
 * @param proofs private sides within reach, which open their slots before the first chunk is sealed
 * @param signer the instance's signing key
 */
public record Protection(Suite suite, List<Recipient> recipients, List<Identity> proofs, SetSigner signer) {

    public Protection {
        recipients = List.copyOf(recipients);
        proofs = List.copyOf(proofs);
        if (recipients.isEmpty() != (suite == Suite.NONE)) {
            throw new IllegalArgumentException("Suite " + suite + " with " + recipients.size() + " recipients");
        }
    }
}
