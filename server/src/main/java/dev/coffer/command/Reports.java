package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.result.SqlMessage;

/** What BACKUP and RESTORE say about pages and progress. */
final class Reports {

    private Reports() {}

    /** The text was made by somebody else from this message. */
    static void say(Caller caller, Message message, String text) {
        caller.sink().message(new SqlMessage(message.number(), message.severity(), 1, caller.line(), text));
    }

    /** Message 4035 for the data file. */
    static void data(Caller caller, String database, FileBytes bytes, int position) {
        caller.inform(Message.PAGES_PROCESSED, Throughput.pages(bytes.dataBytes()), database, database, position);
    }

    /** Message 4035 for the log file. */
    static void log(Caller caller, String database, FileBytes bytes, int position) {
        caller.inform(
                Message.PAGES_PROCESSED, Throughput.pages(bytes.logBytes()), database, database + "_log", position);
    }

    /** What a backup or restore moved. */
    record FileBytes(long dataBytes, long logBytes) {
        long pages() {
            return Throughput.pages(dataBytes) + Throughput.pages(logBytes);
        }
    }
}
