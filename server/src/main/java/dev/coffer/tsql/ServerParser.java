package dev.coffer.tsql;

import dev.coffer.errors.SqlError;

/** KILL, SHUTDOWN, RECONFIGURE and CHECKPOINT, behind their first word. */
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

    /** WITH OVERRIDE is accepted: no option has a value that would need it. */
    Reconfigure reconfigure(Position start) throws SqlError {
        if (tokens.take("WITH")) {
            tokens.expect("OVERRIDE");
        }
        return new Reconfigure(start);
    }

    /** The seconds it should take are a wish that the engine does not know. */
    Checkpoint checkpoint(Position start) throws SqlError {
        if (tokens.peek().kind() == Token.Kind.NUMBER) {
            tokens.wholeNumber();
        }
        return new Checkpoint(start);
    }

    Shutdown shutdown(Position start) throws SqlError {
        boolean atOnce = tokens.take("WITH");
        if (atOnce) {
            tokens.expect("NOWAIT");
        }
        return new Shutdown(start, atOnce ? Shutdown.Patience.NONE : Shutdown.Patience.FOR_OTHERS);
    }
}
