/**
 * The command line: {@code sql} behaves as sqlcmd does, {@code inspect}, {@code verify} and {@code extract} work on
 * backup files without an instance. Knows no engine and no catalogue: an instance comes in as {@link
 * dev.coffer.cli.InstanceOpener}.
 * Start with {@link dev.coffer.cli.CofferCommand} for the commands and {@link dev.coffer.cli.ScriptRunner} for scripts.
 */
@NullMarked
package dev.coffer.cli;

import org.jspecify.annotations.NullMarked;
