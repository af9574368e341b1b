/**
 * The key hierarchy: seals, service master key, database master keys, certificates, signing key. Knows no statement;
 * the caller has checked passwords against the policy. Start with KeyHierarchy.
 */
@NullMarked
package dev.coffer.keys;

import org.jspecify.annotations.NullMarked;
