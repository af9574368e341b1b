/**
 * Key files as other tools write them: DER, PEM, PKCS#8, PFX, PVK and the password envelope of a master key. Knows
 * nothing of backups.
 */
@NullMarked
package dev.coffer.keyfile;

import org.jspecify.annotations.NullMarked;
