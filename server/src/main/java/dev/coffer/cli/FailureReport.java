package dev.coffer.cli;

import dev.coffer.work.FailureText;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A command that failed says why in one line; the stack goes to the log. */
final class FailureReport implements IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailureReport.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        LOG.error("coffer {} failed", command.getCommandName(), failure);
        String kind = failure instanceof IOException ? "" : failure.getClass().getSimpleName() + ": ";
        command.getErr().println("coffer: " + kind + FailureText.of(failure));
        command.getErr().flush();
        return ExitCodes.FAILED;
    }
}
