package dev.coffer.command;

import dev.coffer.work.PrivateModes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * What sp_readerrorlog reads: {@code log/errorlog}, and as {@code errorlog.1} to {@code errorlog.6} those before it,
 * the newest first. One event is one line: the time, 12 characters for what wrote it, the text. A file ends at 10 MB.
 * Thread-safe.
 */
public final class ErrorLogFile {

    static final int ARCHIVES = 6;

    private static final String NAME = "errorlog";
    private static final long LARGEST_BYTES = 10L << 20;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final int TIME_CHARACTERS = 23;
    private static final int WRITER_CHARACTERS = 12;
    private static final String WRITER = "Server";

    private final Path folder;
    private final Clock clock;
    private final ZoneId zone;

    /** @param folder exists */
    public ErrorLogFile(Path folder, Clock clock, ZoneId zone) {
        this.folder = folder;
        this.clock = clock;
        this.zone = zone;
    }

    /** One line of the log. */
    record Entry(LocalDateTime at, String writer, String text) {}

    /** Takes entries, oldest first. */
    @FunctionalInterface
    interface Reader {
        void accept(Entry entry);
    }

    /** Line breaks in a text become blanks: nobody forges an entry. */
    synchronized void append(String text) throws IOException {
        String line = TIME.format(LocalDateTime.ofInstant(clock.instant(), zone)) + " " + padded()
                + text.replaceAll("[\\r\\n]+", " ") + "\n";
        Path file = file(0);
        if (!Files.exists(file)) {
            Files.createFile(file, PrivateModes.FILE);
        } else if (Files.size(file) > LARGEST_BYTES) {
            cycle();
            append(text);
            return;
        }
        Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
    }

    private static String padded() {
        return WRITER + " ".repeat(WRITER_CHARACTERS - WRITER.length());
    }

    /** Begins a new file; the oldest archive goes. */
    synchronized void cycle() throws IOException {
        for (int archive = ARCHIVES; archive > 0; archive--) {
            if (Files.exists(file(archive - 1))) {
                Files.move(file(archive - 1), file(archive), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * Reads a file to its end as it is now.
     *
     * @param archive 0 for the current one
     * @return whether there is such a file
     */
    boolean read(int archive, Reader reader) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file(archive), StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                parse(line, reader);
            }
            return true;
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    /** A line that a full disk has cut is passed over. */
    private static void parse(String line, Reader reader) {
        int text = TIME_CHARACTERS + 1 + WRITER_CHARACTERS;
        if (line.length() < text) {
            return;
        }
        LocalDateTime at;
        try {
            at = LocalDateTime.parse(line.substring(0, TIME_CHARACTERS), TIME);
        } catch (DateTimeParseException cut) {
            return;
        }
        reader.accept(new Entry(at, line.substring(TIME_CHARACTERS + 1, text).strip(), line.substring(text)));
    }

    /** The file that is written now, absolute. */
    Path current() {
        return file(0).toAbsolutePath();
    }

    private Path file(int archive) {
        return folder.resolve(archive == 0 ? NAME : NAME + "." + archive);
    }
}
