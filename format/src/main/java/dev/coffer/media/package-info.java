/**
 * The backup file: label, sets, slots, chunks, footer, and whom to trust. docs/media-format.md specifies every byte.
 * Knows nothing of SQL, networks or engines. Start with SetWriter and MediaFile.
 */
@NullMarked
package dev.coffer.media;

import org.jspecify.annotations.NullMarked;
