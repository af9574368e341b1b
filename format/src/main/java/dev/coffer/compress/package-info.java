/** Block codecs, one block at a time. */
@NullMarked
package dev.coffer.compress;

import org.jspecify.annotations.NullMarked;
