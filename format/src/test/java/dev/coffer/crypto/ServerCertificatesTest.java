package dev.coffer.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerCertificatesTest {

    private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");

    @Test
    void aServersCertificateNamesItsHostsAndServesTlsAlone() throws Exception {
        KeyPair pair = KeyPairs.generate(KeyKind.EC_P256);
        X509Certificate certificate = ServerCertificates.selfSigned(
                pair,
                new ServerCertificates.Request(
                        List.of("db.example", "localhost"),
                        List.of("127.0.0.1", "::1"),
                        START,
                        START.plus(Duration.ofDays(30))),
                new RandomSource());
        certificate.verify(pair.getPublic());
        certificate.checkValidity(java.util.Date.from(START.plusSeconds(1)));
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=db.example");
        assertThat(certificate.getSubjectAlternativeNames().stream()
                        .map(name -> String.valueOf(name.get(1)))
                        .toList())
                .containsExactly("db.example", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getBasicConstraints()).as("no authority").isEqualTo(-1);
        assertThat(certificate.getSerialNumber().bitLength()).isEqualTo(127);
    }

    @Test
    void aCertificateNeedsANameAndTime() {
        assertThatThrownBy(() ->
                        new ServerCertificates.Request(List.of(), List.of("127.0.0.1"), START, START.plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ServerCertificates.Request(List.of("a"), List.of(), START, START))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
