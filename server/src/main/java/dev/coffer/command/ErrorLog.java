package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instance's error log: what an operator reads the next morning, in SQL Server's words (18264, 18267, 3041 and the
 * cause). Goes to the logger {@code errorlog} and to the file that
 * sp_readerrorlog reads. Thread-safe. Arguments must hold no secret and no string literal of a
 * statement that may hold one.
 */
public final class ErrorLog {

    private final Logger log = LoggerFactory.getLogger("errorlog");
    private static final Set<Message> SUCCESSES = Set.of(
            Message.DATABASE_BACKED_UP_LOGGED, Message.DIFFERENTIAL_BACKED_UP_LOGGED, Message.LOG_BACKED_UP_LOGGED);

    private final Optional<ErrorLogFile> file;
    private volatile Backups backups = Backups.ALL;

    /** Which backups leave an entry. */
    enum Backups {
        ALL,
        FAILED_ONLY
    }

    /** Goes to the logger alone. */
    public ErrorLog() {
        this.file = Optional.empty();
    }

    /** @param file gets every message too */
    public ErrorLog(ErrorLogFile file) {
        this.file = Optional.of(file);
    }

    /** Writes the message; one above severity 10 gets SQL Server's line of number, severity and state before it. */
    public void write(Message message, Object... arguments) {
        if (backups == Backups.FAILED_ONLY && SUCCESSES.contains(message)) {
            return;
        }
        if (message.severity() > 10) {
            failure(message.error(arguments));
        } else {
            log.info("{}", message.text(arguments));
            keep(message.text(arguments));
        }
    }

    Backups backups() {
        return backups;
    }

    void setBackups(Backups which) {
        backups = which;
    }

    /** Writes every error of the chain, in the order clients see them. */
    public void failure(SqlError error) {
        for (SqlError each : error.chain()) {
            log.error(
                    "Error: {}, Severity: {}, State: {}. {}",
                    each.number(),
                    each.severity(),
                    each.state(),
                    each.clientText());
            keep("Error: " + each.number() + ", Severity: " + each.severity() + ", State: " + each.state() + ". "
                    + each.clientText());
        }
    }

    /** A full disk must not make a failure of what is reported. */
    private void keep(String text) {
        try {
            if (file.isPresent()) {
                file.get().append(text);
            }
        } catch (IOException lost) {
            log.warn("The error log's file did not take an entry", lost);
        }
    }
}
