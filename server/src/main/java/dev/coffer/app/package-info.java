/** Reads settings and calls constructors; known by nobody. */
@NullMarked
package dev.coffer.app;

import org.jspecify.annotations.NullMarked;
