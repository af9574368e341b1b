/**
 * PostgreSQL's frontend/backend protocol 3.0, as far as a backup needs it: login over TLS with SCRAM, the replication
 * commands, base backups and the stream of WAL. The JDBC driver serves for everything else; it cannot take a base
 * backup. Knows no file and no backup format. Start with ReplicationConnection.
 *
 * <p>Source: PostgreSQL's documentation, chapter "Frontend/Backend Protocol".
 */
@NullMarked
package dev.coffer.engine.postgres.wire;

import org.jspecify.annotations.NullMarked;
