/** What can be backed up and restored, without naming a vendor. Start with Engine. */
@NullMarked
package dev.coffer.engine;

import org.jspecify.annotations.NullMarked;
