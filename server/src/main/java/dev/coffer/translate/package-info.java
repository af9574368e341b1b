/** Data statements to PostgreSQL's text, and the sys schema of helpers they lean on. */
@NullMarked
package dev.coffer.translate;

import org.jspecify.annotations.NullMarked;
