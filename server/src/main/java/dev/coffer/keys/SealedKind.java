package dev.coffer.keys;

import java.nio.charset.StandardCharsets;

/** What a sealed value holds: its label is authenticated, so that no value passes for one of another kind. */
enum SealedKind {
    SERVICE_MASTER_KEY("coffer/1/sealed service master key"),
    MASTER_KEY("coffer/1/sealed database master key"),
    PRIVATE_KEY("coffer/1/sealed private key"),
    CREDENTIAL("coffer/1/sealed credential");

    private final String label;

    SealedKind(String label) {
        this.label = label;
    }

    byte[] label() {
        return label.getBytes(StandardCharsets.US_ASCII);
    }
}
