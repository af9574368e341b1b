/**
 * SQL Server's wire protocol (MS-TDS 7.1 to 7.4 and 8.0): packets, TLS, login, requests, tokens and types. It knows
 * sessions and results, but no statement, no engine and no key; it asks {@link dev.coffer.tds.Doorkeeper} who may log
 * in. Start with {@link dev.coffer.tds.TdsServer} and {@link dev.coffer.tds.TdsConnection}; what is sent stands in
 * {@code docs/tds.md}.
 */
@NullMarked
package dev.coffer.tds;

import org.jspecify.annotations.NullMarked;
