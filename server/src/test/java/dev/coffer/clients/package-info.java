/**
 * The clients that people have: Microsoft and jTDS for JDBC, FreeTDS, tedious and node-mssql, each against a server
 * of its own. What a client shows as wrong is a fault of the server. {@link dev.coffer.clients.JdbcContract} says
 * what is asked of each. FreeTDS and Node.js come with {@code ./check}; without them their tests are skipped, except in
 * CI.
 */
package dev.coffer.clients;
