/**
 * S3 and what speaks its protocol behind the storage contract: multipart uploads. The SDK stays inside. Start with
 * S3Place.
 */
@NullMarked
package dev.coffer.storage.s3;

import org.jspecify.annotations.NullMarked;
