/**
 * T-SQL text to Statement trees: lexer, one parser for each family of statements. Text in, tree out; knows nothing of
 * what statements do.
 */
@NullMarked
package dev.coffer.tsql;

import org.jspecify.annotations.NullMarked;
