package dev.coffer.cli;

/** What the program answers to its caller; each command's help lists those it uses. */
final class ExitCodes {

    static final int OK = 0;

    /** A batch raised an error under -b, a script could not go on, a file could not be read. */
    static final int FAILED = 1;

    /** picocli's own for a wrong command line. */
    static final int USAGE = 2;

    /** Every byte of the backup is as it was written, but nothing said who may sign. */
    static final int SIGNER_NOT_CHECKED = 3;

    /** The backup is whole, but somebody else signed it. */
    static final int FOREIGN_SIGNER = 4;

    /** The backup is damaged or cut. */
    static final int DAMAGED = 5;

    /** The file is no backup of ours. */
    static final int NOT_A_BACKUP = 6;

    /** The key does not open the backup. */
    static final int WRONG_KEY = 7;

    /** 128 and SIGINT, as shells count. */
    static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
