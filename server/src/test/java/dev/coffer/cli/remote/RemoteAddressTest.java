package dev.coffer.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteAddressTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "db1 | db1 | 1433",
                "db1,1444 | db1 | 1444",
                "tcp:db1.example.org , 1 | db1.example.org | 1",
                "TCP:10.0.0.7,65535 | 10.0.0.7 | 65535",
                ". | localhost | 1433",
                "(local),7 | localhost | 7",
                "[::1],1433 | ::1 | 1433",
            })
    void namesAHostAndPerhapsAPort(String text, String host, int port) {
        assertThat(RemoteAddress.parse(text)).isEqualTo(new RemoteAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",1433", "db1,", "db1,0", "db1,65536", "db1,x", "db1;user=x", "a b", "{db1}"})
    void anythingElseIsNoServer(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RemoteAddress.parse(text));
    }

    @Test
    void whatSqlServerKnowsAndWeDoNotIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteAddress.parse("db1\\SALES"))
                .withMessageContaining("host,port");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RemoteAddress.parse("np:db1"))
                .withMessageContaining("Only TCP");
    }
}
