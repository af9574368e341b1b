/** Cancellation, progress and clocks. Open to all rooms. */
@NullMarked
package dev.coffer.work;

import org.jspecify.annotations.NullMarked;
