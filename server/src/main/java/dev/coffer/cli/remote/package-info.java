/**
 * A server elsewhere, by Microsoft's driver, so that {@code coffer sql} prints what it answers exactly as it prints the
 * instance in its own process. Nobody but this package names the driver. Start with {@link RemoteSession}.
 */
@NullMarked
package dev.coffer.cli.remote;

import org.jspecify.annotations.NullMarked;
