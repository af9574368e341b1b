package dev.coffer.tsql;

import dev.coffer.errors.SqlError;

/** KILL and SHUTDOWN, behind their first word. */
final class ServerParser {

    private final TokenReader tokens;

    ServerParser(TokenReader tokens) {
        this.tokens = tokens;
    }

    Kill kill(Position start) throws SqlError {
        boolean negative = tokens.takeSign("-");
        long number = tokens.wholeNumber();
        boolean asks = tokens.take("WITH");
        if (asks) {
            tokens.expect("STATUSONLY");
        }
        return new Kill(start, negative ? -number : number, asks ? Kill.Purpose.STATUS_ONLY : Kill.Purpose.END);
    }

    Shutdown shutdown(Position start) throws SqlError {
        boolean atOnce = tokens.take("WITH");
        if (atOnce) {
            tokens.expect("NOWAIT");
        }
        return new Shutdown(start, atOnce ? Shutdown.Patience.NONE : Shutdown.Patience.FOR_OTHERS);
    }
}
