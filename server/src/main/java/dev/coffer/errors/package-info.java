/** The message catalogue: SQL Server's numbers, severities and texts. Open to all rooms. Start with Message. */
@NullMarked
package dev.coffer.errors;

import org.jspecify.annotations.NullMarked;
