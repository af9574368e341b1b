package dev.coffer.tds;

import io.netty.handler.ssl.SslContext;
import java.util.concurrent.Executor;

/**
 * What the connections of one server share. Thread-safe.
 *
 * @param budget of the requests of those who logged in
 * @param strangers the same of those who have not
 * @param sessions runs requests, one at a time for each connection, and whatever else may wait
 * @param handshakes computes the costly parts of TLS
 */
record Neighbourhood(
        String serverName,
        Limits limits,
        SslContext insideTds,
        SslContext strict,
        Doorkeeper doorkeeper,
        Conversation.Opener opener,
        MessageBudget budget,
        MessageBudget strangers,
        Seats seats,
        Executor sessions,
        Executor handshakes) {}
