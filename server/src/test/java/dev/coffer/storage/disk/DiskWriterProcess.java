package dev.coffer.storage.disk;

import dev.coffer.storage.GrowingFile;
import dev.coffer.storage.Location;
import dev.coffer.storage.StagedFile;
import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of its own that writes through a store and tells each step on its output: to be killed, or to hit a wall.
 */
final class DiskWriterProcess {

    private static final int STEP_BYTES = 64 * 1024;

    private DiskWriterProcess() {}

    /** @param wrapper the words before its command line, which end in running it */
    static Process start(List<String> wrapper, Path ledger, Path file, String mode, int steps) throws IOException {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DiskWriterProcess.class.getName(),
                ledger.toString(),
                file.toString(),
                mode,
                Integer.toString(steps)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Arguments: ledger, file, {@code create} or {@code append}, number of steps. */
    public static void main(String[] arguments) throws IOException {
        DiskStore store = new DiskStore(Path.of(arguments[0]), List.of());
        Location location = new Location(arguments[1]);
        int steps = Integer.parseInt(arguments[3]);
        try {
            if (arguments[2].equals("append")) {
                try (GrowingFile growing = store.append(location);
                        StagedFile tail = growing.writeFrom(growing.sizeBytes())) {
                    write(tail, steps);
                }
            } else {
                try (StagedFile staged = store.create(location, Existing.REPLACE)) {
                    write(staged, steps);
                }
            }
        } catch (StoreException e) {
            System.out.println(e.kind());
        }
        System.out.println("end");
    }

    private static void write(StagedFile file, int steps) throws IOException {
        System.out.println("begun");
        for (int step = 1; step <= steps; step++) {
            file.write(ByteBuffer.allocate(STEP_BYTES));
            System.out.println("step " + step);
        }
        file.commit();
        System.out.println("committed");
    }
}
