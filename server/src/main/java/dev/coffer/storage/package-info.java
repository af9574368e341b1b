/** Where backups go: places that make a file visible only on commit. Knows no key and no format. Start with Store. */
@NullMarked
package dev.coffer.storage;

import org.jspecify.annotations.NullMarked;
