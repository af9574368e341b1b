/** The command line: sql, inspect, verify, extract. */
@NullMarked
package dev.coffer.cli;

import org.jspecify.annotations.NullMarked;
