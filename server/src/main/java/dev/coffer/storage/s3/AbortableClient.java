package dev.coffer.storage.s3;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The requests of one object over a client that others share, each of which can be ended from outside: a thread that
 * waits for a socket hears no interrupt. Thread-safe.
 */
final class AbortableClient implements SdkHttpClient {

    private final SdkHttpClient shared;

    /** A thread makes one request after the other, and is done with the last one's answer when it makes the next. */
    private final Map<Thread, ExecutableHttpRequest> latest = new ConcurrentHashMap<>();

    /** @param shared stays open */
    AbortableClient(SdkHttpClient shared) {
        this.shared = shared;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = shared.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                latest.put(Thread.currentThread(), prepared);
                return prepared.call();
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    /** Ends every request whose answer is not there yet, or is still being read. */
    void abortAll() {
        latest.values().forEach(ExecutableHttpRequest::abort);
        latest.clear();
    }

    @Override
    public String clientName() {
        return shared.clientName();
    }

    @Override
    public void close() {
        abortAll();
    }
}
