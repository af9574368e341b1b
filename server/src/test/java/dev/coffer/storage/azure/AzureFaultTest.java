package dev.coffer.storage.azure;

import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.coffer.bytes.SecretBytes;
import dev.coffer.storage.FaultProxy;
import dev.coffer.storage.Location;
import dev.coffer.storage.objects.FaultContract;
import dev.coffer.storage.objects.ObjectPlace;
import dev.coffer.storage.objects.TrustedAuthorities;
import dev.coffer.work.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class AzureFaultTest implements FaultContract {

    @RegisterExtension
    static final Azurite AZURITE = new Azurite();

    @RegisterExtension
    final Seeds seeds = new Seeds();

    @TempDir
    private Path temporary;

    private final String container = "f" + UUID.randomUUID();
    private FaultProxy proxy;
    private AzureAccess access;

    @BeforeEach
    void open() throws IOException {
        AZURITE.container(container);
        proxy = new FaultProxy(AZURITE.port(), Optional.empty());
        access = new AzureAccess(TrustedAuthorities.from(temporary.resolve("none")), REQUEST_TIMEOUT);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Override
    public FaultProxy proxy() {
        return proxy;
    }

    @Override
    public ObjectPlace place() {
        return AzurePlace.withAccountKey(
                access, "key", Azurite.ACCOUNT, SecretBytes.ofUtf8(AZURITE.key().toCharArray()));
    }

    @Override
    public Location location(String name) {
        return new Location("http://127.0.0.1:" + proxy.port() + "/" + Azurite.ACCOUNT + "/" + container + "/" + name);
    }

    @Override
    public Path folder() {
        return temporary;
    }

    @Override
    public Random random() {
        return seeds.random();
    }

    @Override
    public int partBytes() {
        return 200_000;
    }

    /** Behind the look at the blob. */
    @Override
    public int partRequest() {
        return 2;
    }

    @Override
    public int casesAtRandom() {
        return 12;
    }

    @Override
    public Optional<byte[]> content(String name) {
        var blob = AZURITE.client(container).getBlobClient(name);
        return blob.exists() ? Optional.of(blob.downloadContent().toBytes()) : Optional.empty();
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
}
