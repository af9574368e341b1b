/**
 * Long work: how many backups and restores run at once, who waits, and how they ended. It knows nothing of what the
 * work is. Start reading at {@link dev.coffer.jobs.LongWork}.
 */
@NullMarked
package dev.coffer.jobs;

import org.jspecify.annotations.NullMarked;
