package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.media.SetCore;
import dev.coffer.result.SqlMessage;

/** What BACKUP and RESTORE say about pages and progress. */
final class Reports {

    private Reports() {}

    /** The text was made by somebody else from this message. */
    static void say(Caller caller, Message message, String text) {
        caller.sink().message(new SqlMessage(message.number(), message.severity(), 1, caller.line(), text));
    }

    /** Message 4035 for the data file, under the logical name it had when it was backed up. */
    static void data(Caller caller, String database, SetCore set, FileBytes bytes) {
        pages(caller, database, set, DatabaseHeaders.DATA_FILE_ID, bytes.dataBytes());
    }

    /** Message 4035 for the log file. */
    static void log(Caller caller, String database, SetCore set, FileBytes bytes) {
        pages(caller, database, set, DatabaseHeaders.LOG_FILE_ID, bytes.logBytes());
    }

    private static void pages(Caller caller, String database, SetCore set, int fileId, long bytes) {
        for (SetCore.DatabaseFile file : set.database().files()) {
            if (file.fileId() == fileId) {
                caller.inform(
                        Message.PAGES_PROCESSED, Throughput.pages(bytes), database, file.logicalName(), set.position());
            }
        }
    }

    /** What a backup or restore moved. */
    record FileBytes(long dataBytes, long logBytes) {
        long pages() {
            return Throughput.pages(dataBytes) + Throughput.pages(logBytes);
        }
    }
}
