package dev.coffer.keys;

import dev.coffer.bytes.SecretBytes;
import java.util.Optional;

/**
 * A credential whose row was proved, opened. Closed by whoever asked for it.
 *
 * @param secret in UTF-8
 */
public record KnownCredential(String name, String identity, Optional<SecretBytes> secret) implements AutoCloseable {
    @Override
    public void close() {
        secret.ifPresent(SecretBytes::close);
    }
}
