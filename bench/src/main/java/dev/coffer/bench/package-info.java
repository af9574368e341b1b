/**
 * The comparison with peers: the same generated data, backed up, restored and verified by each in turn. Never shipped.
 * Start with Compare.
 */
@NullMarked
package dev.coffer.bench;

import org.jspecify.annotations.NullMarked;
