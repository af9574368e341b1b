/** What a batch answers with: columns, rows, messages, and the sink they go to. Knows no statement and no wire. */
@NullMarked
package dev.coffer.result;

import org.jspecify.annotations.NullMarked;
