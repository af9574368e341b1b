package dev.coffer.storage.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.BlobServiceVersion;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import dev.coffer.storage.objects.TrustedAuthorities;
import java.time.Duration;

/** The way to Azure that all credentials of an instance share: one HTTP client. Thread-safe. */
public final class AzureAccess {

    /** Old enough for every cloud and emulator, new enough for all that is used here. */
    private static final BlobServiceVersion VERSION = BlobServiceVersion.V2021_12_02;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    /** Longest that the SDK allows; the client's own bound is the one that counts. */
    private static final int TRY_TIMEOUT_SECONDS = Integer.MAX_VALUE;

    private final HttpClient client;

    /** @param requestTimeout for one request with its body and its answer */
    public AzureAccess(TrustedAuthorities authorities, Duration requestTimeout) {
        this.client = new JdkHttpClientBuilder(
                        java.net.http.HttpClient.newBuilder().sslContext(authorities.context()))
                .connectionTimeout(CONNECT_TIMEOUT)
                .responseTimeout(requestTimeout)
                .readTimeout(requestTimeout)
                .writeTimeout(requestTimeout)
                .build();
    }

    /** A client that makes each request once and logs nothing: its log would quote signed URLs. */
    BlobServiceClientBuilder builder(String endpoint) {
        return new BlobServiceClientBuilder()
                .endpoint(endpoint)
                .serviceVersion(VERSION)
                .httpClient(client)
                .httpLogOptions(new HttpLogOptions().setLogLevel(HttpLogDetailLevel.NONE))
                .retryOptions(new RequestRetryOptions(RetryPolicyType.FIXED, 1, TRY_TIMEOUT_SECONDS, null, null, null));
    }
}
