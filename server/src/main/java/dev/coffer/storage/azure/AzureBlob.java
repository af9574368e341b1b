package dev.coffer.storage.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobImmutabilityPolicy;
import com.azure.storage.blob.models.BlobImmutabilityPolicyMode;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException;
import dev.coffer.storage.StoreException.Kind;
import dev.coffer.storage.objects.Checksums;
import dev.coffer.storage.objects.Failures;
import dev.coffer.storage.objects.ObjectState;
import dev.coffer.storage.objects.Part;
import dev.coffer.storage.objects.PartRules;
import dev.coffer.storage.objects.RemoteObject;
import dev.coffer.storage.objects.Upload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One block blob. Blocks are named by the upload's mark, so that two writers of one name never mix: whoever commits
 * first drops the other's blocks, and the other's commit fails. Thread-safe.
 */
final class AzureBlob implements RemoteObject {

    private static final PartRules RULES = new PartRules(1, 4000L << 20, 50 * 1000);
    private static final String MARK = "coffer_upload";
    private static final int SLICE_BYTES = 64 << 10;

    /** Before the mark, on a blob that was committed empty so that its blocks go. */
    private static final String EMPTIED = "emptied ";

    private final BlockBlobClient blob;
    private final Failures failures;

    AzureBlob(BlockBlobClient blob, Failures failures) {
        this.blob = blob;
        this.failures = failures;
    }

    @Override
    public PartRules rules() {
        return RULES;
    }

    @Override
    public Optional<ObjectState> find() throws StoreException {
        try {
            return Optional.of(state(
                    blob.getPropertiesWithResponse(null, null, Context.NONE).getValue()));
        } catch (BlobStorageException refused) {
            if (BlobErrorCode.BLOB_NOT_FOUND.equals(refused.getErrorCode())) {
                return Optional.empty();
            }
            throw answered(refused);
        } catch (RuntimeException failed) {
            throw failures.unanswered(failed);
        }
    }

    private static ObjectState state(BlobProperties properties) {
        Map<String, String> metadata = properties.getMetadata();
        return new ObjectState(
                properties.getBlobSize(),
                properties.getETag(),
                metadata == null ? "" : metadata.getOrDefault(MARK, ""),
                Optional.ofNullable(properties.getImmutabilityPolicy())
                        .map(BlobImmutabilityPolicy::getExpiryTime)
                        .map(OffsetDateTime::toInstant));
    }

    @Override
    public void read(ObjectState state, long offset, ByteBuffer target) throws StoreException {
        BlobRequestConditions sameVersion = new BlobRequestConditions().setIfMatch(state.version());
        try {
            attempt(() -> blob.downloadStreamWithResponse(
                    new BufferStream(target),
                    new BlobRange(offset, (long) target.remaining()),
                    new DownloadRetryOptions().setMaxRetryRequests(0),
                    sameVersion,
                    false,
                    null,
                    Context.NONE));
        } catch (StoreException failed) {
            throw failed.kind() == Kind.EXISTS
                    ? failures.failure(Kind.BROKEN, "The blob was replaced while it was read")
                    : failed;
        }
        if (target.hasRemaining()) {
            throw failures.failure(Kind.INTERRUPTED, "Half an answer");
        }
    }

    @Override
    public String begin(String mark, Optional<Instant> retainUntil) {
        return "";
    }

    @Override
    public Part put(Upload upload, int number, ByteBuffer bytes) throws StoreException {
        // The names of all blocks of a blob must have one length.
        String name = Base64.getEncoder()
                .encodeToString(String.format("%s-%06d", upload.mark(), number).getBytes(StandardCharsets.US_ASCII));
        attempt(() -> blob.stageBlockWithResponse(
                new BlockBlobStageBlockOptions(name, BinaryData.fromListByteBuffer(slices(bytes)))
                        .setContentMd5(Checksums.md5(bytes)),
                null,
                Context.NONE));
        return new Part(number, name);
    }

    /**
     * The same bytes in pieces as a socket takes them: each write copies all that is left of a heap buffer into a
     * direct one as large, so that in one piece most of a part would be copied dozens of times.
     */
    private static List<ByteBuffer> slices(ByteBuffer bytes) {
        List<ByteBuffer> slices = new ArrayList<>();
        for (int offset = bytes.position(); offset < bytes.limit(); offset += SLICE_BYTES) {
            slices.add(bytes.slice(offset, Math.min(SLICE_BYTES, bytes.limit() - offset)));
        }
        return slices;
    }

    @Override
    public void commit(Upload upload, List<Part> parts, Existing existing, Optional<Instant> retainUntil)
            throws StoreException {
        BlockBlobCommitBlockListOptions options = new BlockBlobCommitBlockListOptions(
                        parts.stream().map(Part::receipt).toList())
                .setMetadata(Map.of(MARK, upload.mark()))
                .setHeaders(new BlobHttpHeaders().setContentType("application/octet-stream"))
                .setRequestConditions(existing == Existing.REFUSE ? notThere() : null);
        retainUntil.ifPresent(until -> options.setImmutabilityPolicy(new BlobImmutabilityPolicy()
                .setExpiryTime(until.atOffset(ZoneOffset.UTC))
                .setPolicyMode(BlobImmutabilityPolicyMode.LOCKED)));
        try {
            attempt(() -> blob.commitBlockListWithResponse(options, null, Context.NONE));
        } catch (StoreException refused) {
            // A container without version-level immutability refuses the header, in one way or another.
            throw retainUntil.isPresent() && refused.kind() == Kind.BROKEN
                    ? new StoreException(
                            Kind.UNSUPPORTED,
                            refused.location(),
                            "The container takes no immutability policy: " + refused.getMessage(),
                            null)
                    : refused;
        }
    }

    private static BlobRequestConditions notThere() {
        return new BlobRequestConditions().setIfNoneMatch("*");
    }

    /**
     * Nothing removes uncommitted blocks but a commit without them. So a name that has only our blocks is committed
     * empty, marked as such, and removed at once; where a blob stands, or somebody else is at it, the service drops the
     * blocks within a week.
     */
    @Override
    public void abort(Upload upload) throws StoreException {
        String emptied = EMPTIED + upload.mark();
        Optional<ObjectState> there = find();
        if (there.isPresent()) {
            if (there.get().mark().equals(emptied)) {
                remove(there.get());
            }
            return;
        }
        if (!areOf(upload, uncommitted())) {
            return;
        }
        String version = attempt(() -> blob.commitBlockListWithResponse(
                        new BlockBlobCommitBlockListOptions(List.of())
                                .setMetadata(Map.of(MARK, emptied))
                                .setRequestConditions(notThere()),
                        null,
                        Context.NONE)
                .getValue()
                .getETag());
        remove(new ObjectState(0, version, emptied, Optional.empty()));
    }

    private List<Block> uncommitted() throws StoreException {
        try {
            return blob.listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks();
        } catch (BlobStorageException refused) {
            if (BlobErrorCode.BLOB_NOT_FOUND.equals(refused.getErrorCode())) {
                return List.of();
            }
            throw answered(refused);
        } catch (RuntimeException failed) {
            throw failures.unanswered(failed);
        }
    }

    private static boolean areOf(Upload upload, List<Block> blocks) {
        return !blocks.isEmpty()
                && blocks.stream()
                        .map(block ->
                                new String(Base64.getDecoder().decode(block.getName()), StandardCharsets.US_ASCII))
                        .allMatch(name -> name.startsWith(upload.mark()));
    }

    @Override
    public boolean isListed() throws StoreException {
        ListBlobsOptions named =
                new ListBlobsOptions().setPrefix(blob.getBlobName()).setMaxResultsPerPage(1);
        return attempt(() -> blob.getContainerClient().listBlobs(named, null).stream()
                .anyMatch(found -> found.getName().equals(blob.getBlobName())));
    }

    @Override
    public void tryLock(ObjectState state, Instant until) throws StoreException {
        BlobImmutabilityPolicy liftable = new BlobImmutabilityPolicy()
                .setExpiryTime(until.atOffset(ZoneOffset.UTC))
                .setPolicyMode(BlobImmutabilityPolicyMode.UNLOCKED);
        try {
            attempt(() -> blob.setImmutabilityPolicy(liftable));
        } catch (StoreException refused) {
            throw refused.kind() == Kind.BROKEN || refused.kind() == Kind.IN_USE
                    ? failures.failure(Kind.UNSUPPORTED, "The container takes no immutability policy")
                    : refused;
        }
        if (find().flatMap(ObjectState::lockedUntil).isEmpty()) {
            throw failures.failure(Kind.UNSUPPORTED, "The container does not say that it keeps the blob");
        }
        try {
            attempt(() -> {
                blob.deleteImmutabilityPolicy();
                return true;
            });
        } catch (StoreException stays) {
            if (stays.kind() != Kind.DENIED) {
                throw stays;
            }
        }
    }

    @Override
    public void remove(ObjectState state) throws StoreException {
        attempt(() -> blob.deleteWithResponse(
                null, new BlobRequestConditions().setIfMatch(state.version()), null, Context.NONE));
    }

    private <T extends @Nullable Object> T attempt(Supplier<T> request) throws StoreException {
        try {
            return request.get();
        } catch (BlobStorageException refused) {
            throw answered(refused);
        } catch (RuntimeException failed) {
            throw failures.unanswered(failed);
        }
    }

    private StoreException answered(BlobStorageException refused) {
        BlobErrorCode code = refused.getErrorCode();
        return failures.answered(refused.getStatusCode(), code == null ? null : code.toString());
    }
}
