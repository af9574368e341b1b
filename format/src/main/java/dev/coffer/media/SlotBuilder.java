package dev.coffer.media;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.BadKey;
import dev.coffer.crypto.Certificates;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a new set says about its recipients: encryptors, endorsements, and the slot area. Confined to one thread. */
final class SlotBuilder {

    private static final Limits LIMITS = Limits.V1;
    private static final int FIRST_GENERATION = 1;

    private final SetSigner signer;
    private final byte[] certificate;
    private final byte[] publicKey;
    private final List<Recipient> recipients;
    private final List<Encryptor> encryptors = new ArrayList<>();
    private final List<Endorsement> endorsements = new ArrayList<>();
    private final List<SlotArea.Slot> slots = new ArrayList<>();

    SlotBuilder(SetSigner signer, List<Recipient> recipients) {
        Limits.range("Count of recipients", recipients.size(), 0, LIMITS.slots());
        this.signer = signer;
        this.certificate = signer.certificate();
        this.publicKey = signer.publicKey();
        this.recipients = List.copyOf(recipients);
        requireSignerFits();
        Set<String> seen = new HashSet<>();
        for (Recipient recipient : recipients) {
            Encryptor encryptor = recipient.encryptor();
            if (!seen.add(Codes.hex(encryptor.keyId()))) {
                throw new IllegalArgumentException("Two recipients with key id 0x" + Codes.hex(encryptor.keyId()));
            }
            encryptors.add(encryptor);
            recipient.endorse(publicKey).ifPresent(endorsement -> endorsements.add(checked(endorsement, encryptor)));
        }
    }

    private void requireSignerFits() {
        try {
            PublicKey key = Certificates.parseDer(certificate).getPublicKey();
            if (!Arrays.equals(key.getEncoded(), publicKey)) {
                throw new IllegalStateException("The signer's certificate is for another key than the signer's");
            }
        } catch (BadKey e) {
            throw new IllegalStateException("The signer's certificate does not read", e);
        }
        Limits.range("Signer's certificate", certificate.length, 1, LIMITS.certificateBytes());
    }

    private static Endorsement checked(Endorsement endorsement, Encryptor encryptor) {
        if (!Arrays.equals(endorsement.keyId(), encryptor.keyId())) {
            throw new IllegalStateException("An endorsement by another key than its recipient's");
        }
        return endorsement;
    }

    void wrap(SecretBytes dataKey, List<Identity> proofs) throws WrongKey {
        for (Recipient recipient : recipients) {
            byte[] cms = recipient.wrap(dataKey);
            Limits.range("Slot's size", cms.length, 1, LIMITS.slotBytes());
            byte[] keyId = recipient.encryptor().keyId();
            for (Identity proof : proofs) {
                if (Arrays.equals(proof.keyId(), keyId)) {
                    prove(proof, cms, dataKey, recipient.encryptor());
                }
            }
            slots.add(new SlotArea.Slot(keyId, cms));
        }
    }

    private static void prove(Identity proof, byte[] cms, SecretBytes dataKey, Encryptor encryptor) throws WrongKey {
        try (SecretBytes opened = proof.unwrap(cms)) {
            if (!opened.equals(dataKey)) {
                throw new WrongKey("The private key of " + encryptor.name() + " opens its slot to another key");
            }
        }
    }

    List<Encryptor> encryptors() {
        return List.copyOf(encryptors);
    }

    List<Endorsement> endorsements() {
        return List.copyOf(endorsements);
    }

    byte[] signerCertificate() {
        return certificate;
    }

    int areaBytes() {
        return slots.isEmpty() ? 0 : SlotArea.roomFor(slots, publicKey.length);
    }

    /** The same bytes for both areas of a new set; empty without encryption. */
    Optional<byte[]> area(byte[] coreHash) throws SignerGone {
        return slots.isEmpty() ? Optional.empty() : Optional.of(area(coreHash, FIRST_GENERATION, areaBytes()));
    }

    /** @throws IllegalArgumentException when the slots do not fit */
    byte[] area(byte[] coreHash, long generation, int areaBytes) throws SignerGone {
        byte[] signed = SlotArea.signedPart(generation, slots, publicKey);
        byte[] signature = signer.sign(SlotArea.message(coreHash, signed));
        int used = signed.length + 1 + Short.BYTES + signature.length + Marks.HASH_BYTES;
        Limits.range("Size of the slots", used, 0, areaBytes);
        return new SlotArea(generation, slots, publicKey, Marks.ECDSA_P384_SHA384, signature).encode(areaBytes);
    }
}
