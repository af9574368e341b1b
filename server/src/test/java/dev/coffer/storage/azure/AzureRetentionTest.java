package dev.coffer.storage.azure;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.storage.Location;
import dev.coffer.storage.LockingDouble;
import dev.coffer.storage.LockingDouble.Locks;
import dev.coffer.storage.objects.ObjectPlace;
import dev.coffer.storage.objects.RetentionContract;
import dev.coffer.storage.objects.TrustedAuthorities;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class AzureRetentionTest implements RetentionContract {

    @TempDir
    private Path temporary;

    private final List<LockingDouble> services = new ArrayList<>();
    private AzureAccess access;
    private String url = "";

    @BeforeEach
    void open() throws IOException {
        access = new AzureAccess(TrustedAuthorities.from(Optional.empty()), Duration.ofSeconds(60));
    }

    @AfterEach
    void close() {
        services.forEach(LockingDouble::close);
    }

    @Override
    public LockingDouble service(Locks locks) throws IOException {
        LockingAzure service = new LockingAzure(locks);
        services.add(service);
        url = service.url();
        return service;
    }

    @Override
    public ObjectPlace place() {
        return AzurePlace.withSignature(access, url, SecretBytes.ofUtf8("sv=1&sig=2".toCharArray()));
    }

    @Override
    public Location location(String name) {
        return new Location(url + "/" + name);
    }

    @Override
    public Path folder() {
        return temporary;
    }
}
