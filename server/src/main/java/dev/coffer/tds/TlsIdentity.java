package dev.coffer.tds;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * The server's certificate as the two kinds of TLS that TDS knows: inside TDS packets, where clients break at anything
 * newer than TLS 1.2, and around the whole conversation (TDS 8.0), announced as {@code tds/8.0}. Thread-safe.
 */
public final class TlsIdentity {

    private static final String ALPN = "tds/8.0";
    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";

    private final SslContext insideTds;
    private final SslContext strict;

    /**
     * @param chain the server's certificate first
     * @throws IllegalArgumentException when key and certificate do not make a TLS server
     */
    public TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
        X509Certificate[] certificates = chain.toArray(new X509Certificate[0]);
        try {
            this.insideTds = SslContextBuilder.forServer(key, certificates)
                    .sslProvider(SslProvider.JDK)
                    .protocols(TLS_1_2)
                    .build();
            this.strict = SslContextBuilder.forServer(key, certificates)
                    .sslProvider(SslProvider.JDK)
                    .protocols(TLS_1_3, TLS_1_2)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.FATAL_ALERT,
                            SelectedListenerFailureBehavior.FATAL_ALERT,
                            ALPN))
                    .build();
        } catch (SSLException unusable) {
            throw new IllegalArgumentException("The certificate cannot be used for TLS", unusable);
        }
    }

    SslContext insideTds() {
        return insideTds;
    }

    SslContext strict() {
        return strict;
    }
}
