/** Batches, the current database, variables, and the list of sessions. */
@NullMarked
package dev.coffer.session;

import org.jspecify.annotations.NullMarked;
