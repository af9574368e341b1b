/** One class for each statement: check, authorise, do, report. */
@NullMarked
package dev.coffer.command;

import org.jspecify.annotations.NullMarked;
