package dev.coffer.storage.s3;

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
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

final class S3FaultTest implements FaultContract {

    @RegisterExtension
    static final S3Mock S3MOCK = new S3Mock();

    @RegisterExtension
    final Seeds seeds = new Seeds();

    @TempDir
    private Path temporary;

    private final String prefix = UUID.randomUUID().toString();
    private FaultProxy proxy;
    private S3Access access;
    private S3Access patient;
    private S3Client direct;

    @BeforeEach
    void open() throws Exception {
        proxy = new FaultProxy(S3MOCK.plainPort(), Optional.of(S3MOCK.tls()));
        access = new S3Access(TrustedAuthorities.from(S3MOCK.authorities()), REQUEST_TIMEOUT);
        patient = S3MOCK.access();
        direct = S3MOCK.client(patient);
        // The first requests that the emulator ever answers take long.
        content("none");
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        access.close();
        patient.close();
    }

    @Override
    public FaultProxy proxy() {
        return proxy;
    }

    @Override
    public ObjectPlace place() {
        return new S3Place(access, "s3 key", S3Mock.secret(), S3Place.Options.NONE);
    }

    @Override
    public Location location(String name) {
        return new Location("s3://127.0.0.1:" + proxy.port() + "/bucket/" + prefix + "/" + name);
    }

    @Override
    public Path folder() {
        return temporary;
    }

    @Override
    public Random random() {
        return seeds.random();
    }

    /** The least that S3 takes. */
    @Override
    public int partBytes() {
        return 5 << 20;
    }

    /** Behind the looks at object and bucket, and the beginning. */
    @Override
    public int partRequest() {
        return 4;
    }

    @Override
    public int casesAtRandom() {
        return 6;
    }

    @Override
    public Optional<byte[]> content(String name) {
        try {
            return Optional.of(
                    direct.getObjectAsBytes(request -> request.bucket("bucket").key(prefix + "/" + name))
                            .asByteArray());
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> unfinished() {
        return direct.listMultipartUploads(request -> request.bucket("bucket").prefix(prefix)).uploads().stream()
                .map(MultipartUpload::key)
                .toList();
    }
}
