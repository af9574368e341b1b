/** Files on a local disk behind the storage contract. */
@NullMarked
package dev.coffer.storage.disk;

import org.jspecify.annotations.NullMarked;
