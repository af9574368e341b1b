package dev.coffer.media;

import dev.coffer.bytes.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Finds where the sets of a media file lie, without believing any of it: backwards by the locators, a few reads a set;
 * and where they do not lead to the label, forwards by the frames.
 *
 * @param extents in file order
 * @param gap what stands between the sets found forwards and those found backwards, or behind them all
 * @param gapIndex how many extents lie in front of the gap
 */
record SetScan(List<Extent> extents, Optional<DamagedMedia> gap, int gapIndex) {

    static SetScan of(ByteSource source, long labelEnd, Runnable goOn) throws IOException {
        long size = source.sizeBytes();
        List<Extent> back = backwards(source, labelEnd, size, goOn);
        long lowest = back.isEmpty() ? size : back.get(0).start();
        List<Extent> extents = new ArrayList<>();
        long at = labelEnd;
        Optional<DamagedMedia> gap = Optional.empty();
        while (at < lowest && gap.isEmpty() && extents.size() < Limits.V1.sets()) {
            try {
                Extent found = new FrameWalk(new Extent(source, at, lowest), goOn).walk();
                extents.add(found);
                at = found.end();
            } catch (DamagedMedia e) {
                gap = Optional.of(e);
            }
        }
        int gapIndex = extents.size();
        extents.addAll(back);
        return new SetScan(List.copyOf(extents), gap, gapIndex);
    }

    private static List<Extent> backwards(ByteSource source, long labelEnd, long size, Runnable goOn)
            throws IOException {
        List<Extent> found = new ArrayList<>();
        long end = size;
        while (end - Marks.LOCATOR_BYTES > labelEnd && found.size() < Limits.V1.sets()) {
            goOn.run();
            ByteBuffer locator = ByteBuffer.allocate(Marks.LOCATOR_BYTES);
            source.readFully(end - Marks.LOCATOR_BYTES, locator);
            long setBytes = locator.getLong(0);
            byte[] magic = Arrays.copyOfRange(locator.array(), 12, Marks.LOCATOR_BYTES);
            if (!Arrays.equals(magic, Marks.END_MAGIC)
                    || setBytes < Marks.SET_PREFIX_BYTES + Marks.LOCATOR_BYTES
                    || setBytes > end - labelEnd
                    || !beginsWithSet(source, end - setBytes)) {
                break;
            }
            found.add(new Extent(source, end - setBytes, end));
            end -= setBytes;
        }
        Collections.reverse(found);
        return found;
    }

    private static boolean beginsWithSet(ByteSource source, long offset) throws IOException {
        byte[] magic = new byte[Marks.MAGIC_BYTES];
        source.readFully(offset, ByteBuffer.wrap(magic));
        return Arrays.equals(magic, Marks.SET_MAGIC);
    }
}
