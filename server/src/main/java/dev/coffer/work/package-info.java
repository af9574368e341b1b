/** Cancellation and progress, and files that are private and durable. Open to all rooms. */
@NullMarked
package dev.coffer.work;

import org.jspecify.annotations.NullMarked;
