/** The key hierarchy: seals, service master key, database master keys, certificates, signing key. */
@NullMarked
package dev.coffer.keys;

import org.jspecify.annotations.NullMarked;
