/** Managed PostgreSQL clusters behind the engine contract: binaries, template, launch, snapshot, restore. */
@NullMarked
package dev.coffer.engine.postgres;

import org.jspecify.annotations.NullMarked;
