/** Azure Blob Storage behind the storage contract: block blobs. The SDK stays inside. Start with AzurePlace. */
@NullMarked
package dev.coffer.storage.azure;

import org.jspecify.annotations.NullMarked;
