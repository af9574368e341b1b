/** master and msdb: schema, rows, and every view of sys and msdb, installed through the engine. */
@NullMarked
package dev.coffer.catalog;

import org.jspecify.annotations.NullMarked;
