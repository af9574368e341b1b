/** Snapshot to chunks to media to store, and back: on all cores, in order, in bounded memory. Knows no certificate. */
@NullMarked
package dev.coffer.pipeline;

import org.jspecify.annotations.NullMarked;
