package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.SetCore;
import dev.coffer.result.SqlMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What BACKUP and RESTORE say about pages and progress. */
final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

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

    /** Writes history. */
    @FunctionalInterface
    interface Recording {
        void run() throws SqlError;
    }

    /**
     * Behind the commit point nothing fails the statement any more: history that cannot be written is told with 3009
     * and logged.
     */
    static void recorded(Caller caller, Recording recording) {
        try {
            recording.run();
        } catch (SqlError failed) {
            LOG.error("The history of a finished backup or restore could not be written", failed);
            caller.inform(Message.HISTORY_NOT_RECORDED);
        }
    }

    /** What a backup or restore moved. */
    record FileBytes(long dataBytes, long logBytes) {
        long pages() {
            return Throughput.pages(dataBytes) + Throughput.pages(logBytes);
        }
    }
}
