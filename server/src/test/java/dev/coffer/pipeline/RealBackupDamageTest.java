package dev.coffer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.coffer.app.RealBackup;
import dev.coffer.app.TestInstance;
import dev.coffer.bytes.ByteSource;
import dev.coffer.bytes.SecretAccess;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.KeyPairs;
import dev.coffer.media.BackupSet;
import dev.coffer.media.ChunkOpener;
import dev.coffer.media.ChunkRef;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.Identity;
import dev.coffer.media.MediaFile;
import dev.coffer.media.PrivateKeyIdentity;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import dev.coffer.work.Seeds;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Flips each byte in front of and behind the payload of a backup that an instance made, and many inside it: the way of
 * a restore always names the damage, or, where one slot area of two is hit, gives the same key.
 */
class RealBackupDamageTest {

    private static final int PLACES = 2000;
    private static final int LOCATOR_BYTES = 20;

    @RegisterExtension
    private final TestInstance test = new TestInstance();

    @RegisterExtension
    private final Seeds seeds = new Seeds();

    private byte[] file = {};
    private List<Identity> identities = List.of();

    private record ArraySource(byte[] bytes) implements ByteSource {

        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public void readFully(long offset, ByteBuffer target) throws EOFException {
            if (offset < 0 || offset + target.remaining() > bytes.length) {
                throw new EOFException();
            }
            target.put(bytes, (int) offset, target.remaining());
        }
    }

    /** Asks the private key once for each slot: the test asks thousands of times. */
    private record Remembering(Identity identity, Map<String, byte[]> opened) implements Identity {

        @Override
        public byte[] keyId() {
            return identity.keyId();
        }

        @Override
        public Optional<PublicKey> publicKey() {
            return identity.publicKey();
        }

        @Override
        public SecretBytes unwrap(byte[] cms) throws WrongKey {
            String slot = HexFormat.of().formatHex(cms);
            byte[] known = opened.get(slot);
            if (known == null) {
                try (SecretBytes key = identity.unwrap(cms)) {
                    known = key.reveal(SecretAccess.GRANTED);
                    opened.put(slot, known);
                }
            }
            return SecretBytes.copyOf(known);
        }
    }

    @Test
    void namesEveryDamageOfAnEncryptedBackup() throws Exception {
        RealBackup backup = RealBackup.make(test);
        PrivateKey key = backup.key();
        Identity identity = new PrivateKeyIdentity(KeyPairs.publicOf(key), key);
        identities = List.of(new Remembering(identity, new HashMap<>()));
        requireEveryDamageNamed(backup.encrypted());
        identities = List.of();
        requireEveryDamageNamed(backup.plain());
    }

    private void requireEveryDamageNamed(Path path) throws Exception {
        file = Files.readAllBytes(path);
        BackupSet set = MediaFile.read(new ArraySource(file)).set(1);
        List<ChunkRef> chunks = new ArrayList<>();
        set.chunks().forEachRemaining(chunks::add);
        int start = file.length - (int) set.sizeBytes();
        ByteBuffer words = ByteBuffer.wrap(file);
        int areas = start + words.getInt(start + 16) + 64;
        int payload = (int) chunks.get(0).offset();
        int footer = file.length - LOCATOR_BYTES - words.getInt(file.length - 12);
        assertThat(payload - areas).isEqualTo(2 * words.getInt(start + 20));
        for (int at = 0; at < file.length; at = at == payload - 1 ? footer : at + 1) {
            int place = at;
            boolean inArea = at >= areas && at < payload;
            flipped(at, () -> {
                assertThat(opens("byte " + place)).as("byte %d", place).isEqualTo(inArea);
                if (inArea) {
                    BackupSet changed = MediaFile.read(new ArraySource(file)).set(1);
                    assertThatThrownBy(changed::checkSlotAreas).isInstanceOf(DamagedMedia.class);
                }
            });
        }
        requirePayloadDamageNamed(set, chunks, payload, footer);
        assertThat(opens("the sound file")).isTrue();
    }

    private void requirePayloadDamageNamed(BackupSet set, List<ChunkRef> chunks, int from, int to) throws Exception {
        Random random = seeds.random();
        try (BackupSet.OpenSet open = set.open(identities, key -> true, Optional.empty());
                ChunkOpener opener = open.newOpener()) {
            byte[] plain = new byte[set.core().chunkSizeBytes()];
            for (int i = 0; i < PLACES; i++) {
                int at = from + random.nextInt(to - from);
                Optional<ChunkRef> hit = chunks.stream()
                        .filter(chunk -> at >= chunk.offset() && at < chunk.offset() + chunk.lengthBytes())
                        .findFirst();
                flipped(at, () -> {
                    if (hit.isPresent()) {
                        ByteBuffer sealed = ByteBuffer.wrap(
                                file, (int) hit.get().offset(), hit.get().lengthBytes());
                        assertThatThrownBy(() -> opener.open(hit.get(), sealed, plain), "byte %d", at)
                                .isInstanceOf(DamagedMedia.class);
                    } else {
                        assertThat(opens("byte " + at)).as("byte %d", at).isFalse();
                    }
                });
            }
            // Each chunk still opens: the failures above were the flips' doing.
            for (ChunkRef chunk : chunks) {
                opener.open(chunk, ByteBuffer.wrap(file, (int) chunk.offset(), chunk.lengthBytes()), plain);
            }
        }
    }

    private interface Check {
        void run() throws Exception;
    }

    private void flipped(int at, Check check) throws Exception {
        byte flip = (byte) (1 << at % Byte.SIZE);
        file[at] ^= flip;
        try {
            check.run();
        } finally {
            file[at] ^= flip;
        }
    }

    /** Whether a restore would get as far as the first chunk; anything but a named failure fails the test. */
    private boolean opens(String what) {
        ArraySource source = new ArraySource(file);
        try {
            BackupSet set = MediaFile.read(source).set(1);
            try (BackupSet.OpenSet open = set.open(identities, key -> true, Optional.empty())) {
                Iterator<ChunkRef> chunks = set.chunks();
                assertThat(open).isNotNull();
                return chunks.hasNext();
            }
        } catch (DamagedMedia | WrongKey | UntrustedSigner named) {
            assertThat(named.getMessage()).isNotBlank();
            return false;
        } catch (IOException | RuntimeException other) {
            return fail(what + ": not a named failure", other);
        }
    }
}
