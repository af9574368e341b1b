package dev.coffer.storage.azure;

import static dev.coffer.storage.StoreContract.assertKind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreContract;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.objects.ObjectPlace;
import dev.coffer.storage.objects.ObjectStoreContract;
import dev.coffer.storage.objects.TrustedAuthorities;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class AzureStoreTest implements StoreContract, ObjectStoreContract {

    @RegisterExtension
    static final Azurite AZURITE = new Azurite();

    @TempDir
    private Path temporary;

    private final String container = "c" + UUID.randomUUID();
    private String containerUrl;
    private AzureAccess access;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        containerUrl = AZURITE.container(container);
        access = new AzureAccess(TrustedAuthorities.from(temporary.resolve("none")), Duration.ofSeconds(60));
        store = ObjectStoreContract.store(place(), temporary);
    }

    @Override
    public ObjectPlace place() {
        return AzurePlace.withAccountKey(
                access, "key", Azurite.ACCOUNT, SecretBytes.ofUtf8(AZURITE.key().toCharArray()));
    }

    @Override
    public Path ledger() {
        return temporary;
    }

    @Override
    public Store store() {
        return store;
    }

    @Override
    public Location location(String name) {
        return new Location(containerUrl + "/folder/" + name);
    }

    @Override
    public List<String> unfinished() {
        return AZURITE
                .client(container)
                .listBlobs(
                        new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveUncommittedBlobs(true)),
                        null)
                .stream()
                .filter(blob -> blob.getProperties().getETag() == null
                        || blob.getProperties().getContentLength() == 0)
                .map(blob -> blob.getName())
                .toList();
    }

    private Store signed(String permissions, OffsetDateTime expiry) {
        String token = AZURITE.signature(container, permissions, expiry);
        return ObjectStoreContract.store(
                AzurePlace.withSignature(access, containerUrl, SecretBytes.ofUtf8(token.toCharArray())), temporary);
    }

    @Test
    void aSignatureOpensItsContainer() throws IOException {
        Store signed =
                signed("rwdl", OffsetDateTime.now(java.time.ZoneOffset.UTC).plusHours(1));
        try (StagedFile staged = signed.create(location("a"), Existing.REFUSE)) {
            staged.write(ByteBuffer.allocate(10));
            staged.commit();
        }
        assertThat(signed.open(location("a")).sizeBytes()).isEqualTo(10);
    }

    @Test
    void anExpiredSignatureIsNamedAndNotQuoted() {
        Store expired =
                signed("rwdl", OffsetDateTime.now(java.time.ZoneOffset.UTC).minusHours(1));
        StoreException refused =
                catchThrowableOfType(StoreException.class, () -> expired.create(location("a"), Existing.REFUSE));
        assertThat(refused.kind()).isEqualTo(Kind.DENIED);
        assertThat(refused).hasMessageContaining("HTTP 403").hasMessageContaining(containerUrl);
        assertThat(refused.getMessage()).doesNotContain("sig=").doesNotContain("?");
        assertThat(refused.getCause()).isNull();
    }

    @Test
    void aMissingContainerIsNamed() {
        Location nowhere = new Location(AZURITE.url() + "/" + Azurite.ACCOUNT + "/nowhere/a");
        assertKind(() -> store.create(nowhere, Existing.REFUSE), Kind.NO_SUCH_FOLDER);
    }

    @Test
    void whoeverCommitsFirstWinsAndTheOtherFails() throws IOException {
        Store other = ObjectStoreContract.store(place(), temporary.resolve("other"));
        try (StagedFile slow = store.create(location("a"), Existing.REFUSE);
                StagedFile quick = other.create(location("a"), Existing.REFUSE)) {
            slow.write(ByteBuffer.allocate(10));
            quick.write(ByteBuffer.allocate(11));
            quick.commit();
            assertKind(slow::commit, Kind.EXISTS);
        }
        assertThat(store.open(location("a")).sizeBytes()).isEqualTo(11);
    }
}
