package dev.coffer.storage.s3;

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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One object of an S3 service. Thread-safe. */
final class S3Object implements RemoteObject {

    private static final PartRules RULES = new PartRules(5L << 20, 5L << 30, 10_000);
    private static final String MARK = "coffer-upload";

    private static final Logger LOG = LoggerFactory.getLogger(S3Object.class);

    /** How far the service's clock and ours may be apart when an upload is looked for whose token was never told. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(2);

    /** As long as somebody tries to begin one. */
    private static final Duration LONGEST_BEGINNING = Duration.ofMinutes(7);

    /** Java takes an answer that ends in its header for a whole one, so what is needed of it is looked at. */
    private static final Pattern WHOLE_TAG = Pattern.compile("\"[^\"]+\"|[0-9a-fA-F]{32}(-[0-9]+)?");

    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final AbortableClient requests;
    private final S3Client client;
    private final S3Address address;
    private final Failures failures;

    S3Object(AbortableClient requests, S3Client client, S3Address address, Failures failures) {
        this.requests = requests;
        this.client = client;
        this.address = address;
        this.failures = failures;
    }

    @Override
    public void giveUp() {
        requests.abortAll();
    }

    @Override
    public PartRules rules() {
        return RULES;
    }

    @Override
    public Optional<ObjectState> find() throws StoreException {
        try {
            HeadObjectResponse head = client.headObject(
                    request -> request.bucket(address.bucket()).key(address.key()));
            if (head.contentLength() == null) {
                throw halfAnAnswer();
            }
            return Optional.of(new ObjectState(
                    head.contentLength(),
                    whole(head.eTag()),
                    head.metadata().getOrDefault(MARK, ""),
                    Optional.ofNullable(head.objectLockRetainUntilDate())));
        } catch (S3Exception refused) {
            if (refused.statusCode() != NOT_FOUND) {
                throw answered(refused);
            }
            requireBucket();
            return Optional.empty();
        } catch (RuntimeException failed) {
            throw failures.unanswered(failed);
        }
    }

    /** The answer to a look at an object has no body that would tell what is missing. */
    private void requireBucket() throws StoreException {
        try {
            client.headBucket(request -> request.bucket(address.bucket()));
        } catch (S3Exception refused) {
            if (refused.statusCode() == NOT_FOUND) {
                throw failures.failure(Kind.NO_SUCH_FOLDER, "HTTP 404: the bucket does not exist");
            }
            StoreException answer = answered(refused);
            if (answer.kind() != Kind.DENIED && answer.kind() != Kind.BROKEN) {
                throw answer;
            }
        } catch (RuntimeException failed) {
            throw failures.unanswered(failed);
        }
    }

    @Override
    public void read(ObjectState state, long offset, ByteBuffer target) throws StoreException {
        String range = "bytes=" + offset + "-" + (offset + target.remaining() - 1);
        try (ResponseInputStream<GetObjectResponse> answer = attempt(() -> client.getObject(request ->
                request.bucket(address.bucket()).key(address.key()).range(range).ifMatch(state.version())))) {
            int length = target.remaining();
            if (answer.readNBytes(target.array(), target.arrayOffset() + target.position(), length) < length) {
                throw failures.failure(Kind.INTERRUPTED, "Half an answer");
            }
            target.position(target.position() + length);
        } catch (StoreException failed) {
            throw failed.kind() == Kind.EXISTS
                    ? failures.failure(Kind.BROKEN, "The object was replaced while it was read")
                    : failed;
        } catch (IOException failed) {
            throw failures.unanswered(failed);
        }
    }

    @Override
    public String begin(String mark, Optional<Instant> retainUntil) throws StoreException {
        try {
            String token = client.createMultipartUpload(request -> request.bucket(address.bucket())
                            .key(address.key())
                            .contentType("application/octet-stream")
                            .metadata(Map.of(MARK, mark))
                            .objectLockMode(retainUntil.isPresent() ? ObjectLockMode.COMPLIANCE : null)
                            .objectLockRetainUntilDate(retainUntil.orElse(null)))
                    .uploadId();
            if (token == null) {
                throw halfAnAnswer();
            }
            return token;
        } catch (S3Exception refused) {
            // A bucket without object lock answers that the request is invalid.
            throw retainUntil.isPresent() && refused.statusCode() == BAD_REQUEST
                    ? failures.failure(Kind.UNSUPPORTED, "HTTP 400: the bucket has no object lock")
                    : answered(refused);
        } catch (RuntimeException failed) {
            throw failures.unanswered(failed);
        }
    }

    @Override
    public Part put(Upload upload, int number, ByteBuffer bytes) throws StoreException {
        String checksum = Base64.getEncoder().encodeToString(Checksums.md5(bytes));
        String receipt = attempt(() -> client.uploadPart(
                        request -> request.bucket(address.bucket())
                                .key(address.key())
                                .uploadId(upload.token())
                                .partNumber(number)
                                .contentLength((long) bytes.remaining())
                                .contentMD5(checksum),
                        body(bytes)))
                .eTag();
        return new Part(number, whole(receipt));
    }

    /** The part itself, where a body of bytes would be a copy of it. */
    private static RequestBody body(ByteBuffer bytes) {
        return RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(
                        bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()),
                bytes.remaining(),
                "application/octet-stream");
    }

    @Override
    public void commit(Upload upload, List<Part> parts, Existing existing, Optional<Instant> retainUntil)
            throws StoreException {
        List<CompletedPart> completed = parts.stream()
                .map(part -> CompletedPart.builder()
                        .partNumber(part.number())
                        .eTag(part.receipt())
                        .build())
                .toList();
        attempt(() -> client.completeMultipartUpload(request -> request.bucket(address.bucket())
                .key(address.key())
                .uploadId(upload.token())
                .ifNoneMatch(existing == Existing.REFUSE ? "*" : null)
                .multipartUpload(multipart -> multipart.parts(completed))));
    }

    /**
     * An upload whose token was never told is found by its name and its time. Where several are alike some are other
     * people's, and all stay: parts that cost money are better than a backup of theirs that fails.
     */
    @Override
    public void abort(Upload upload) throws StoreException {
        if (!upload.token().isEmpty()) {
            abort(upload.token());
            return;
        }
        ListMultipartUploadsResponse begun = attempt(() -> client.listMultipartUploads(
                request -> request.bucket(address.bucket()).prefix(address.key())));
        if (begun.bucket() == null) {
            throw halfAnAnswer();
        }
        List<MultipartUpload> alike =
                begun.uploads().stream().filter(other -> mayBe(upload, other)).toList();
        if (alike.size() == 1) {
            abort(alike.get(0).uploadId());
        } else if (!alike.isEmpty()) {
            LOG.warn("Which of {} uploads to {} failed is not known: all stay", alike.size(), failures.location());
        }
    }

    private boolean mayBe(Upload upload, MultipartUpload other) {
        Duration later = Duration.between(upload.begunAt(), other.initiated());
        return other.key().equals(address.key())
                && later.compareTo(CLOCKS_APART.negated()) >= 0
                && later.compareTo(LONGEST_BEGINNING.plus(CLOCKS_APART)) <= 0;
    }

    private void abort(String token) throws StoreException {
        attempt(() -> {
            try {
                return client.abortMultipartUpload(request ->
                        request.bucket(address.bucket()).key(address.key()).uploadId(token));
            } catch (NoSuchUploadException gone) {
                return Optional.empty();
            }
        });
    }

    @Override
    public boolean isListed() throws StoreException {
        return attempt(() -> client.listObjectsV2(request ->
                        request.bucket(address.bucket()).prefix(address.key()).maxKeys(1)))
                .contents()
                .stream()
                .anyMatch(found -> found.key().equals(address.key()));
    }

    /** Buckets with object lock keep versions, so the name can be removed whether the lock is lifted or not. */
    @Override
    public void tryLock(ObjectState state, Instant until) throws StoreException {
        try {
            attempt(() -> client.putObjectRetention(request -> request.bucket(address.bucket())
                    .key(address.key())
                    .retention(kept ->
                            kept.mode(ObjectLockRetentionMode.GOVERNANCE).retainUntilDate(until))));
        } catch (StoreException refused) {
            throw refused.kind() == Kind.BROKEN
                    ? failures.failure(Kind.UNSUPPORTED, "The bucket has no object lock")
                    : refused;
        }
        if (find().flatMap(ObjectState::lockedUntil).isEmpty()) {
            throw failures.failure(Kind.UNSUPPORTED, "The bucket does not say that it keeps the object");
        }
        try {
            attempt(() -> client.putObjectRetention(request -> request.bucket(address.bucket())
                    .key(address.key())
                    .bypassGovernanceRetention(true)
                    .retention(none -> {})));
        } catch (StoreException stays) {
            if (stays.kind() != Kind.DENIED) {
                throw stays;
            }
        }
    }

    @Override
    public void remove(ObjectState state) throws StoreException {
        attempt(() -> client.deleteObject(
                request -> request.bucket(address.bucket()).key(address.key()).ifMatch(state.version())));
    }

    private <T> T attempt(Supplier<T> request) throws StoreException {
        try {
            return request.get();
        } catch (S3Exception refused) {
            throw answered(refused);
        } catch (RuntimeException failed) {
            // Beside the SDK's own: what its HTTP client meets while it sends, and its timer when it is being closed.
            throw failures.unanswered(failed);
        }
    }

    private StoreException halfAnAnswer() {
        return failures.failure(Kind.INTERRUPTED, "Half an answer");
    }

    private String whole(@Nullable String tag) throws StoreException {
        if (tag == null || !WHOLE_TAG.matcher(tag).matches()) {
            throw halfAnAnswer();
        }
        return tag;
    }

    private StoreException answered(S3Exception refused) {
        @Nullable AwsErrorDetails details = refused.awsErrorDetails();
        return failures.answered(refused.statusCode(), details == null ? null : details.errorCode());
    }
}
