package dev.coffer.session;

/** Where a batch goes on behind a statement. */
enum Flow {
    NEXT,
    BREAK,
    CONTINUE,
    /** The batch that the statement stands in ends, those around it go on. */
    RETURN,
    /** The whole request ends, whatever the nesting. */
    END
}
