package dev.coffer.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import dev.coffer.work.PrivateModes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * The instance's log: {@code log/coffer.log} in its data folder, readable by its owner alone, rotated by day and size.
 * Every backup, restore and failure is in it; secrets never are. The console stays quiet. Used once, before the
 * instance is opened.
 */
final class LogFiles {

    private static final String NAME = "coffer.log";
    private static final FileSize LARGEST_FILE = FileSize.valueOf("10MB");
    private static final FileSize LARGEST_TOTAL = FileSize.valueOf("200MB");
    private static final int DAYS_KEPT = 90;

    /** One event is one line, whatever a name in it contains: nobody forges an entry. The stack follows. */
    private static final String PATTERN =
            "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{20} - %replace(%msg){'[\\r\\n]+', ' '}%n";

    private LogFiles() {}

    /** Begins to log into the folder of that instance. */
    static void open(Path dataFolder) throws IOException {
        Path folder = dataFolder.resolve("log");
        Files.createDirectories(folder, PrivateModes.FOLDER);
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            throw new IllegalStateException("Logback is not the logger in use");
        }
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setName("instance");
        appender.setFile(folder.resolve(NAME).toString());
        appender.setRollingPolicy(policy(context, appender, folder));
        appender.setEncoder(encoder(context));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
    }

    private static SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy(
            LoggerContext context, RollingFileAppender<ILoggingEvent> appender, Path folder) {
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> policy = new SizeAndTimeBasedRollingPolicy<>();
        policy.setContext(context);
        policy.setParent(appender);
        policy.setFileNamePattern(folder.resolve("coffer.%d{yyyy-MM-dd}.%i.log").toString());
        policy.setMaxFileSize(LARGEST_FILE);
        policy.setTotalSizeCap(LARGEST_TOTAL);
        policy.setMaxHistory(DAYS_KEPT);
        policy.start();
        return policy;
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        return encoder;
    }
}
