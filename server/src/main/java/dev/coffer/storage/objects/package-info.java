/**
 * What all object stores have in common: uploads in parts and in parallel, reads ahead, tries again, clearing up. Knows
 * no vendor: RemoteObject is what an adapter implements. Start with ObjectStore.
 */
@NullMarked
package dev.coffer.storage.objects;

import org.jspecify.annotations.NullMarked;
