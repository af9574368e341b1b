package dev.coffer.storage.s3;

import dev.coffer.storage.objects.TrustedAuthorities;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The way to S3 services that all credentials of an instance share: one HTTP client and one timer. Thread-safe. */
public final class S3Access implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    private final SdkHttpClient client;
    private final ScheduledExecutorService timers;
    private final Duration requestTimeout;

    /** @param requestTimeout for one request with its body and its answer */
    public S3Access(TrustedAuthorities authorities, Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
        this.client = UrlConnectionHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(requestTimeout)
                .tlsTrustManagersProvider(authorities::managers)
                .build();
        this.timers = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "coffer-s3-timer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The requests of one object. */
    AbortableClient requests() {
        return new AbortableClient(client);
    }

    /** A client that makes each request once, and reads nobody's configuration. */
    S3Client client(S3Address address, String region, AwsBasicCredentials key, SdkHttpClient requests) {
        ProfileFile none = ProfileFile.aggregator().build();
        return S3Client.builder()
                .endpointOverride(address.endpoint())
                .forcePathStyle(address.style() == S3Place.Style.PATH)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(key))
                .httpClient(requests)
                .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallAttemptTimeout(requestTimeout)
                        .scheduledExecutorService(timers)
                        .defaultProfileFile(none))
                .build();
    }

    @Override
    public void close() {
        timers.shutdownNow();
        client.close();
    }
}
