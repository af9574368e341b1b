package dev.coffer.storage.s3;

import dev.coffer.storage.FaultProxy;
import dev.coffer.storage.Location;
import dev.coffer.storage.LockingDouble;
import dev.coffer.storage.LockingDouble.Locks;
import dev.coffer.storage.objects.ObjectPlace;
import dev.coffer.storage.objects.RetentionContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class S3RetentionTest implements RetentionContract {

    /** Lends its certificate. */
    @RegisterExtension
    static final S3Mock S3MOCK = new S3Mock();

    @TempDir
    private Path temporary;

    private final List<LockingDouble> services = new ArrayList<>();
    private final List<FaultProxy> proxies = new ArrayList<>();
    private S3Access access;
    private String url = "";

    @BeforeEach
    void open() throws IOException {
        access = S3MOCK.access();
    }

    @AfterEach
    void close() throws IOException {
        services.forEach(LockingDouble::close);
        for (FaultProxy proxy : proxies) {
            proxy.close();
        }
        access.close();
    }

    @Override
    public LockingDouble service(Locks locks) throws Exception {
        LockingS3 service = new LockingS3(locks);
        services.add(service);
        FaultProxy proxy = new FaultProxy(service.port(), Optional.of(S3MOCK.tls()));
        proxies.add(proxy);
        url = "s3://127.0.0.1:" + proxy.port() + "/locked";
        return service;
    }

    @Override
    public ObjectPlace place() {
        return new S3Place(access, url, S3Mock.secret(), S3Place.Options.NONE);
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
