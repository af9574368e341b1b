package dev.coffer.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What connections are counted by. */
class OriginTest {

    @Test
    void addressesThatOneHostHasCountAsOne() {
        assertThat(LoginDesk.origin("127.0.0.1")).isEqualTo("127.0.0.1");
        assertThat(LoginDesk.origin("127.0.0.2")).isEqualTo(LoginDesk.origin("127.9.8.7"));
        assertThat(LoginDesk.origin("127.0.0.2")).isNotEqualTo("127.0.0.1");
        assertThat(LoginDesk.origin("2001:db8:1:2::3")).isEqualTo(LoginDesk.origin("2001:db8:1:2:ffff::4"));
        assertThat(LoginDesk.origin("2001:db8:1:3::3")).isNotEqualTo(LoginDesk.origin("2001:db8:1:2::3"));
        assertThat(LoginDesk.origin("::1")).isEqualTo("::1");
        assertThat(LoginDesk.origin("192.0.2.1")).isNotEqualTo(LoginDesk.origin("192.0.2.2"));
    }
}
