package dev.coffer.storage.s3;

import static dev.coffer.storage.StoreContract.assertKind;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreContract;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.objects.ObjectPlace;
import dev.coffer.storage.objects.ObjectStoreContract;
import dev.coffer.storage.objects.RemoteObject;
import dev.coffer.storage.objects.TrustedAuthorities;
import dev.coffer.storage.objects.Upload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

final class S3StoreTest implements StoreContract, ObjectStoreContract {

    @RegisterExtension
    static final S3Mock S3MOCK = new S3Mock();

    @TempDir
    private Path temporary;

    private final String folder = UUID.randomUUID().toString();
    private S3Access access;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        access = S3MOCK.access();
        store = ObjectStoreContract.store(place(), temporary);
    }

    @AfterEach
    void close() {
        access.close();
    }

    @Override
    public boolean forgetsWhatAnEndedUploadWouldReplace() {
        return true;
    }

    @Override
    public ObjectPlace place() {
        return new S3Place(access, S3MOCK.url(), S3Mock.secret(), S3Place.Options.NONE);
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
        return new Location(S3MOCK.url() + "/" + folder + "/" + name);
    }

    @Override
    public List<String> unfinished() {
        try {
            return S3MOCK
                    .client(access)
                    .listMultipartUploads(request -> request.bucket("bucket").prefix(folder))
                    .uploads()
                    .stream()
                    .map(MultipartUpload::key)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anUnknownAuthorityIsNotTrusted() throws IOException {
        try (S3Access stranger =
                new S3Access(TrustedAuthorities.from(temporary.resolve("none")), Duration.ofSeconds(20))) {
            Store distrustful = ObjectStoreContract.store(
                    new S3Place(stranger, "c", S3Mock.secret(), S3Place.Options.NONE), temporary);
            assertKind(() -> distrustful.exists(location("a")), Kind.DENIED);
        }
    }

    @Test
    void aMissingBucketIsNamed() {
        Location nowhere = new Location("s3://127.0.0.1:" + S3MOCK.port() + "/nowhere/a");
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
            assertThat(store.open(location("a")).sizeBytes()).isEqualTo(11);
        }
        assertThat(unfinished()).isEmpty();
    }

    private String strangersUpload() throws IOException {
        return S3MOCK.client(access)
                .createMultipartUpload(request -> request.bucket("bucket").key(folder + "/a"))
                .uploadId();
    }

    private void end(String upload) throws IOException {
        S3MOCK.client(access)
                .abortMultipartUpload(
                        request -> request.bucket("bucket").key(folder + "/a").uploadId(upload));
    }

    /** Of an upload whose token was never told only name and time are known. */
    @Test
    void onlyWhatCanBeNobodyElsesIsEnded() throws IOException {
        RemoteObject object = place().at(location("a"));
        String first = strangersUpload();
        object.abort(new Upload("m", "", Instant.now().plus(Duration.ofHours(1))));
        object.abort(new Upload("m", "", Instant.now().minus(Duration.ofHours(1))));
        assertThat(unfinished()).hasSize(1);
        strangersUpload();
        object.abort(new Upload("m", "", Instant.now()));
        assertThat(unfinished()).hasSize(2);
        end(first);
        object.abort(new Upload("m", "", Instant.now()));
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void whoBeganNothingEndsNothing() throws IOException {
        try (StagedFile staged = store.create(location("a"), Existing.REFUSE)) {
            staged.write(ByteBuffer.allocate(1));
            staged.commit();
        }
        String stranger = strangersUpload();
        assertKind(() -> store.create(location("a"), Existing.REFUSE), Kind.EXISTS);
        assertThat(unfinished()).hasSize(1);
        end(stranger);
    }

    @Test
    void urlsNameBucketsInTwoStyles() throws IOException {
        S3Address path = S3Address.of(new Location("s3://minio.local:9000/b/a folder/x%20y.bak"), Optional.empty());
        assertThat(path.endpoint()).hasToString("https://minio.local:9000");
        assertThat(path.bucket()).isEqualTo("b");
        assertThat(path.key()).isEqualTo("a folder/x y.bak");
        S3Address amazon =
                S3Address.of(new Location("s3://my.backups.s3.eu-central-1.amazonaws.com/x.bak"), Optional.empty());
        assertThat(amazon.endpoint()).hasToString("https://s3.eu-central-1.amazonaws.com");
        assertThat(amazon.bucket()).isEqualTo("my.backups");
        assertThat(amazon.key()).isEqualTo("x.bak");
        S3Address asked =
                S3Address.of(new Location("s3://b.minio.local/x.bak"), Optional.of(S3Place.Style.VIRTUAL_HOSTED));
        assertThat(asked.endpoint()).hasToString("https://minio.local");
        assertThat(asked.bucket()).isEqualTo("b");
    }
}
