package dev.coffer.pipeline;

import dev.coffer.work.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The payload of an opened set as a stream. Its end means that everything was there; a damaged or cancelled flow throws
 * instead. Confined to one thread.
 */
final class PayloadStream extends InputStream {

    private final PayloadFlow flow;
    private final Progress progress;
    private final long totalBytes;
    private @Nullable Lane lane;
    private int position;

    PayloadStream(PayloadFlow flow, Progress progress, long totalBytes) {
        this.flow = flow;
        this.progress = progress;
        this.totalBytes = totalBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        Lane current = laneWithBytes();
        if (current == null) {
            return -1;
        }
        int count = Math.min(length, current.plainLength - position);
        System.arraycopy(current.plain, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public int available() {
        Lane current = lane;
        return current == null ? 0 : current.plainLength - position;
    }

    private @Nullable Lane laneWithBytes() throws IOException {
        try {
            while (lane == null || position == lane.plainLength) {
                if (lane != null) {
                    lane = null;
                    flow.release();
                    progress.advanced(flow.payloadBytes(), Math.max(totalBytes, flow.payloadBytes()));
                }
                Optional<Lane> next = flow.next();
                if (next.isEmpty()) {
                    return null;
                }
                lane = next.get();
                position = 0;
            }
            return lane;
        } catch (Conveyor.Stopped stopped) {
            throw new IOException("The payload cannot be read on", stopped);
        }
    }
}
