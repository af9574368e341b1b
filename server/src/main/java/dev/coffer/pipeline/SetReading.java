package dev.coffer.pipeline;

import dev.coffer.bytes.ByteSource;
import dev.coffer.media.BackupSet;
import dev.coffer.media.Identity;
import dev.coffer.media.SignerTrust;
import java.util.List;
import java.util.Optional;

/**
 * A set that is to be opened, by whom, and whose signature counts.
 *
 * @param set from {@code MediaFile.read(source)}
 * @param source the file the set lies in, open until the run ends
 * @param identities whoever may open it; empty for an unencrypted set
 * @param trust whose signature counts
 * @param acceptedSigner fingerprint of a signer accepted by TRUST_SIGNER
 */
public record SetReading(
        BackupSet set,
        ByteSource source,
        List<Identity> identities,
        SignerTrust trust,
        Optional<String> acceptedSigner) {}
