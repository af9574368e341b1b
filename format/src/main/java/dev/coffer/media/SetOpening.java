package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Opens one set: signature, trust, slots, key check, footer HMAC, in this order. Confined to one thread. */
final class SetOpening {

    private static final int AREAS = 2;

    private final StoredSet set;
    private final List<Identity> identities;
    private final SignerTrust trust;
    private final Optional<String> accepted;

    SetOpening(StoredSet set, List<Identity> identities, SignerTrust trust, Optional<String> accepted) {
        this.set = set;
        this.identities = List.copyOf(identities);
        this.trust = trust;
        this.accepted = accepted;
    }

    /** A slot and an identity whose key id it names. */
    private record Candidate(Identity identity, byte[] cms) {}

    BackupSet.OpenSet open() throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        set.checkSignature();
        return openSigned();
    }

    boolean isSignerTrusted() throws DamagedMedia {
        byte[] signerKey = set.signerKey().getEncoded();
        return trust.trusts(signerKey) || identities.stream().anyMatch(identity -> endorses(identity, signerKey));
    }

    /** What follows the signature's check. */
    BackupSet.OpenSet openSigned() throws IOException, DamagedMedia, WrongKey, UntrustedSigner {
        byte[] signerKey = set.signerKey().getEncoded();
        boolean trusted = trust.trusts(signerKey)
                || accepted.filter(set.signerFingerprint()::equalsIgnoreCase).isPresent();
        if (set.core().suite() == Suite.NONE) {
            requireTrusted(trusted);
            return new Opened(SetKeys.none());
        }
        List<Candidate> candidates = candidates();
        if (candidates.isEmpty()) {
            throw wrongKey();
        }
        if (!trusted) {
            // Whoever cannot open the set hears of the key first; whoever can, and did not vouch, of the signer.
            candidates.removeIf(candidate -> !endorses(candidate.identity(), signerKey));
            requireTrusted(!candidates.isEmpty());
        }
        SetKeys keys = keys(candidates);
        try {
            set.checkFooterMac(keys);
        } catch (DamagedMedia e) {
            keys.close();
            throw e;
        }
        return new Opened(keys);
    }

    private void requireTrusted(boolean trusted) throws UntrustedSigner {
        if (!trusted) {
            throw new UntrustedSigner(set.signerFingerprint());
        }
    }

    private boolean endorses(Identity identity, byte[] signerKey) {
        return set.section().endorsements().stream().anyMatch(each -> identity.accepts(each, signerKey));
    }

    /** From both areas, the newer first: an area that is damaged or was rolled back only offers fewer keys. */
    private List<Candidate> candidates() throws IOException, DamagedMedia {
        List<SlotArea> areas = new ArrayList<>();
        Optional<DamagedMedia> damage = Optional.empty();
        for (int i = 0; i < AREAS; i++) {
            try {
                areas.add(set.slotArea(i));
            } catch (DamagedMedia e) {
                damage = Optional.of(e);
            }
        }
        if (areas.isEmpty() && damage.isPresent()) {
            throw damage.get();
        }
        areas.sort(Comparator.comparingLong(SlotArea::generation).reversed());
        List<Candidate> candidates = new ArrayList<>();
        for (SlotArea area : areas) {
            for (SlotArea.Slot slot : area.slots()) {
                identities.stream()
                        .filter(identity -> Arrays.equals(identity.keyId(), slot.keyId()))
                        .forEach(identity -> candidates.add(new Candidate(identity, slot.cms())));
            }
        }
        return candidates;
    }

    /** The data key, which passes the key check: for new slots. The caller closes it. */
    SecretBytes dataKey() throws IOException, DamagedMedia, WrongKey {
        return dataKey(candidates());
    }

    private SetKeys keys(List<Candidate> candidates) throws WrongKey {
        try (SecretBytes dataKey = dataKey(candidates)) {
            return set.keysFrom(dataKey);
        }
    }

    private SecretBytes dataKey(List<Candidate> candidates) throws WrongKey {
        for (Candidate candidate : candidates) {
            Optional<SecretBytes> dataKey = dataKey(candidate);
            if (dataKey.isPresent()) {
                return dataKey.get();
            }
        }
        throw wrongKey();
    }

    /** Empty when the slot does not open, or holds another key: the same recipient's slot in the other area may do. */
    private Optional<SecretBytes> dataKey(Candidate candidate) {
        try {
            SecretBytes dataKey = candidate.identity().unwrap(candidate.cms());
            try (SetKeys keys = set.keysFrom(dataKey)) {
                if (set.passesKeyCheck(keys)) {
                    return Optional.of(dataKey);
                }
            }
            dataKey.close();
            return Optional.empty();
        } catch (WrongKey e) {
            return Optional.empty();
        }
    }

    private WrongKey wrongKey() {
        String recipients = set.core().encryptors().stream()
                .map(encryptor -> encryptor.name() + " (0x" + Codes.hex(encryptor.thumbprint()) + ")")
                .collect(Collectors.joining(", "));
        return new WrongKey("No key at hand opens the backup; it was written for " + recipients);
    }

    /** Thread-safe until closed. */
    private final class Opened implements BackupSet.OpenSet {

        private final SetKeys keys;

        Opened(SetKeys keys) {
            this.keys = keys;
        }

        @Override
        public ChunkOpener newOpener(OpenBench bench) {
            return new SuiteChunkOpener(ChunkForm.of(set.core()), keys.newCipher(), bench);
        }

        @Override
        public void close() {
            keys.close();
        }
    }
}
