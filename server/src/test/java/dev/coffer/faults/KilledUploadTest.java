package dev.coffer.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.ListBlobsOptions;
import dev.coffer.storage.FaultProxy;
import dev.coffer.storage.FaultProxy.Fault;
import dev.coffer.storage.FaultProxy.Script;
import dev.coffer.storage.azure.Azurite;
import dev.coffer.storage.s3.S3Access;
import dev.coffer.storage.s3.S3Mock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * kill -9 in the middle of a BACKUP TO URL, with parts sent and parts under way: nothing is seen, and the next start
 * removes what was sent.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class KilledUploadTest {

    /** 32 MiB, so that there are parts behind the request that stalls. */
    private static final String FILLER = "USE shop\nCREATE TABLE filler (a char(1900))\nINSERT filler VALUES ('x')\n"
            + "INSERT filler SELECT a FROM filler\n".repeat(14) + "USE master";

    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERROR = 500;

    /** Behind the first parts of the backup: what comes before are looks at the name, and the beginning. */
    private static final int STALLED_REQUEST = 12;

    private static final long LIMIT_SECONDS = 30;

    @RegisterExtension
    static final Azurite AZURITE = new Azurite();

    @RegisterExtension
    static final S3Mock S3MOCK = new S3Mock();

    @TempDir
    private Path folder;

    private CofferProcess start() throws Exception {
        return CofferProcess.start(folder.resolve("data"), folder.resolve("seal/instance.key"));
    }

    /**
     * Kills one and starts the next.
     *
     * @param sent counts what the service itself knows of parts that nobody committed
     */
    private void kill(FaultProxy proxy, String credential, String backup, IntSupplier sent) throws Exception {
        try (CofferProcess coffer = start()) {
            coffer.done("CREATE DATABASE shop\n" + credential);
            coffer.done(FILLER);
            proxy.spoil(Script.from(Fault.STALL, STALLED_REQUEST));
            coffer.send(backup);
            proxy.awaitRequests(STALLED_REQUEST + 1);
            await(() -> sent.getAsInt() > 0);
            coffer.kill();
        }
        assertThat(sent.getAsInt()).as("parts that were sent").isPositive();
        proxy.heal();
        try (CofferProcess coffer = start()) {
            coffer.done("SELECT 1");
            await(() -> sent.getAsInt() == 0);
            assertThat(sent.getAsInt()).as("parts left behind").isZero();
            coffer.done(backup);
        }
        assertThat(folder.resolve("data/uploading")).isEmptyDirectory();
    }

    private static void await(BooleanSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!reached.getAsBoolean() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    void azure() throws Exception {
        String container = "k" + UUID.randomUUID();
        AZURITE.container(container);
        try (FaultProxy proxy = new FaultProxy(AZURITE.port(), Optional.empty())) {
            String url = "http://127.0.0.1:" + proxy.port() + "/" + Azurite.ACCOUNT + "/" + container + "/shop.bak";
            kill(
                    proxy,
                    "CREATE CREDENTIAL k WITH IDENTITY = '" + Azurite.ACCOUNT + "', SECRET = '" + AZURITE.key() + "'",
                    "BACKUP DATABASE shop TO URL = '" + url + "' WITH CREDENTIAL = 'k', MAXTRANSFERSIZE = 1048576",
                    () -> blocks(container));
        }
    }

    private static int blocks(String container) {
        return AZURITE
                .client(container)
                .listBlobs(
                        new ListBlobsOptions().setDetails(new BlobListDetails().setRetrieveUncommittedBlobs(true)),
                        null)
                .stream()
                .mapToInt(blob -> blocks(container, blob.getName()))
                .sum();
    }

    private static int blocks(String container, String blob) {
        try {
            return AZURITE.client(container)
                    .getBlobClient(blob)
                    .getBlockBlobClient()
                    .listBlocks(BlockListType.UNCOMMITTED)
                    .getUncommittedBlocks()
                    .size();
        } catch (BlobStorageException failed) {
            if (BlobErrorCode.BLOB_NOT_FOUND.equals(failed.getErrorCode())) {
                // Cleared up since it was listed.
                return 0;
            }
            throw failed;
        }
    }

    @Test
    void s3() throws Exception {
        String prefix = UUID.randomUUID().toString();
        try (CofferProcess coffer = start()) {
            coffer.done("SELECT 1");
        }
        Path trusted = Files.createDirectories(folder.resolve("data/ca-certificates"));
        Files.copy(S3MOCK.authorities().resolve("s3mock.pem"), trusted.resolve("s3mock.pem"));
        try (FaultProxy proxy = new FaultProxy(S3MOCK.plainPort(), Optional.of(S3MOCK.tls()));
                S3Access access = S3MOCK.access()) {
            S3Client direct = S3MOCK.client(access);
            String bucket = "s3://127.0.0.1:" + proxy.port() + "/bucket";
            kill(
                    proxy,
                    "CREATE CREDENTIAL [" + bucket + "] WITH IDENTITY = 'S3 Access Key', SECRET = '" + S3Mock.SECRET
                            + "'",
                    "BACKUP DATABASE shop TO URL = '" + bucket + "/" + prefix + "/shop.bak'"
                            + " WITH MAXTRANSFERSIZE = 5242880,"
                            + " BACKUP_OPTIONS = '{\"s3\": {\"region\": \"eu-west-1\"}}'",
                    () -> parts(direct, prefix));
        }
    }

    private static int parts(S3Client direct, String prefix) {
        int count = 0;
        for (MultipartUpload upload : direct.listMultipartUploads(
                        request -> request.bucket("bucket").prefix(prefix))
                .uploads()) {
            count += parts(direct, upload);
        }
        return count;
    }

    private static int parts(S3Client direct, MultipartUpload upload) {
        try {
            return direct.listParts(request ->
                            request.bucket("bucket").key(upload.key()).uploadId(upload.uploadId()))
                    .parts()
                    .size();
        } catch (S3Exception failed) {
            if (failed.statusCode() == NOT_FOUND) {
                // Cleared up since it was listed.
                return 0;
            }
            if (failed.statusCode() >= SERVER_ERROR) {
                // S3Mock is clearing it up just now.
                return 1;
            }
            throw failed;
        }
    }
}
