/**
 * Authenticated encryption, key derivation, CMS envelopes, signatures and certificates. Only the JCA and BouncyCastle
 * lie below; providers are chosen in one class. Knows nothing of files or backups.
 */
@NullMarked
package dev.coffer.crypto;

import org.jspecify.annotations.NullMarked;
