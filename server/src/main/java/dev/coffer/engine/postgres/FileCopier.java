package dev.coffer.engine.postgres;

import dev.coffer.engine.DamagedPage;
import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.engine.SnapshotOptions;
import dev.coffer.engine.SnapshotOptions.OnDamage;
import dev.coffer.engine.SuspectPage;
import dev.coffer.engine.postgres.wire.LogPosition;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.zip.CRC32C;

/**
 * Copies files of a running cluster into a tar, checking pages and listing them in the manifest. Confined to one
 * thread.
 */
final class FileCopier {

    private static final int BUFFER_BYTES = 1 << 20;

    /** With more blocks changed, a whole file is no larger and easier to lay down; as the server decides. */
    private static final int MOST_CHANGED_PERCENT = 90;

    private final ClusterFolder folder;
    private final TarWriter tar;
    private final BackupManifest manifest;
    private final PageVerifier verifier;
    private final int blocksOfSegment;
    private final SnapshotOptions options;
    private final Cancellation cancellation;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long dataBytes;
    private long logBytes;
    private long damagedPages;
    private long checkedPages;
    private long readBytes;
    private long fileCount;

    FileCopier(
            ClusterFolder folder,
            TarWriter tar,
            BackupManifest manifest,
            PageVerifier verifier,
            int blocksOfSegment,
            SnapshotOptions options,
            Cancellation cancellation) {
        this.folder = folder;
        this.tar = tar;
        this.manifest = manifest;
        this.verifier = verifier;
        this.blocksOfSegment = blocksOfSegment;
        this.options = options;
        this.cancellation = cancellation;
    }

    long dataBytes() {
        return dataBytes;
    }

    long logBytes() {
        return logBytes;
    }

    long damagedPages() {
        return damagedPages;
    }

    long checkedPages() {
        return checkedPages;
    }

    /** What was read of the cluster's data files. */
    long readBytes() {
        return readBytes;
    }

    long fileCount() {
        return fileCount;
    }

    void folder(String path, Instant modified) throws IOException {
        tar.folder(path, modified.getEpochSecond());
    }

    /**
     * Copies one file with the size that it has now: what grows later is repeated by recovery, what shrinks is filled
     * with zeros.
     *
     * @param part the blocks that are enough; empty: all of it
     * @return whether it is still there
     */
    boolean file(String path, Optional<BitSet> part) throws EngineException, IOException {
        cancellation.check();
        Path data = folder.dataDirectory();
        try (FileChannel channel = OpenFolder.file(data, Path.of(path), StandardOpenOption.READ)) {
            long size = channel.size();
            long modified = Files.getLastModifiedTime(data.resolve(path), LinkOption.NOFOLLOW_LINKS)
                            .toMillis()
                    / 1000;
            Optional<IncrementalFile> incremental = part.flatMap(blocks -> incremental(blocks, size));
            if (incremental.isPresent()) {
                blocks(path, channel, incremental.get(), modified);
            } else {
                whole(path, channel, size, modified);
            }
            fileCount++;
            return true;
        } catch (NoSuchFileException e) {
            if (SnapshotPlan.isPermanent(path)) {
                throw new EngineException(Kind.DAMAGED, "The file " + path + " is missing", e);
            }
            return false;
        }
    }

    /** Empty when the file has no whole blocks, or so many of them changed that it goes whole. */
    private Optional<IncrementalFile> incremental(BitSet changed, long size) {
        long length = size / PageChecksum.PAGE_BYTES;
        if (length == 0 || size % PageChecksum.PAGE_BYTES != 0 || length > blocksOfSegment) {
            return Optional.empty();
        }
        BitSet present = changed.get(0, (int) length);
        return present.cardinality() * 100L > length * MOST_CHANGED_PERCENT
                ? Optional.empty()
                : Optional.of(new IncrementalFile(present, (int) length));
    }

    private void whole(String path, FileChannel channel, long size, long modified) throws EngineException, IOException {
        CRC32C crc = new CRC32C();
        tar.file(path, size, modified);
        for (long position = 0; position < size; position += buffer.length) {
            content(path, channel, position, (int) Math.min(buffer.length, size - position), crc);
        }
        manifest.file(path, size, modified, (int) crc.getValue());
        dataBytes += size;
    }

    private void blocks(String path, FileChannel channel, IncrementalFile incremental, long modified)
            throws EngineException, IOException {
        CRC32C crc = new CRC32C();
        String name = IncrementalFile.pathOf(path);
        byte[] header = incremental.header();
        tar.file(name, incremental.sizeBytes(), modified);
        tar.content(header, 0, header.length);
        crc.update(header);
        BitSet blocks = incremental.blocks();
        int most = buffer.length / PageChecksum.PAGE_BYTES;
        for (int first = blocks.nextSetBit(0); first >= 0; ) {
            int end = Math.min(blocks.nextClearBit(first), first + most);
            int length = (end - first) * PageChecksum.PAGE_BYTES;
            content(path, channel, (long) first * PageChecksum.PAGE_BYTES, length, crc);
            first = blocks.nextSetBit(end);
        }
        manifest.file(name, incremental.sizeBytes(), modified, (int) crc.getValue());
        dataBytes += incremental.sizeBytes();
    }

    /** Copies a piece of a file, at most a buffer. */
    private void content(String path, FileChannel channel, long position, int length, CRC32C crc)
            throws EngineException, IOException {
        cancellation.check();
        int filled = fill(channel, position, length);
        Arrays.fill(buffer, filled, length, (byte) 0);
        if (SnapshotPlan.isRelation(path)) {
            verifyPages(path, channel, position, filled, firstBlock(path));
        }
        crc.update(buffer, 0, length);
        tar.content(buffer, 0, length);
        readBytes += filled;
    }

    private int fill(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer target = ByteBuffer.wrap(buffer, 0, length);
        int count = 0;
        while (count >= 0 && target.hasRemaining()) {
            count = channel.read(target, position + target.position());
        }
        return target.position();
    }

    /** The number of the relation's file above, that of the block in it below; none for maps, which hold no data. */
    private static Optional<SuspectPage> suspect(String path, int block) {
        Matcher matcher = SnapshotPlan.RELATION.matcher(path.substring(path.lastIndexOf('/') + 1));
        if (!matcher.matches() || matcher.group(3) != null) {
            return Optional.empty();
        }
        long file = Long.parseLong(matcher.group(2));
        return Optional.of(new SuspectPage((file << Integer.SIZE | Integer.toUnsignedLong(block)) & Long.MAX_VALUE));
    }

    private int firstBlock(String path) {
        Matcher matcher = SnapshotPlan.RELATION.matcher(path.substring(path.lastIndexOf('/') + 1));
        String segment = matcher.matches() ? matcher.group(4) : null;
        return segment == null ? 0 : Integer.parseInt(segment) * blocksOfSegment;
    }

    private void verifyPages(String path, FileChannel channel, long position, int filled, int firstBlock)
            throws EngineException, IOException {
        for (int offset = 0; offset + PageChecksum.PAGE_BYTES <= filled; offset += PageChecksum.PAGE_BYTES) {
            int block = firstBlock + (int) ((position + offset) / PageChecksum.PAGE_BYTES);
            checkedPages++;
            if (!verifier.verify(buffer, offset, channel, position + offset, block)) {
                damagedPages++;
                suspect(path, block).ifPresent(options.suspects());
                if (options.onDamage() == OnDamage.STOP) {
                    throw new DamagedPage("Page " + block + " of the file " + path + " fails its checksum");
                }
            }
        }
    }

    /** Adds a small file that belongs to the data directory. */
    void bytes(String path, byte[] content, Instant modified) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(content);
        unlisted(path, content, modified);
        manifest.file(path, content.length, modified.getEpochSecond(), (int) crc.getValue());
        dataBytes += content.length;
        fileCount++;
    }

    /** Adds a file that the manifest does not list. */
    private void unlisted(String path, byte[] content, Instant modified) throws IOException {
        tar.file(path, content.length, modified.getEpochSecond());
        tar.content(content, 0, content.length);
    }

    /** Adds the manifest, to which nothing is added any more. */
    void manifest(ScratchFile content, Instant modified) throws IOException {
        tar.file(BackupManifest.PATH, content, modified.getEpochSecond());
    }

    /** Adds every segment of the span, each record of it checked, and the histories of timelines. */
    void wal(WalSpan span, Instant modified) throws EngineException, IOException {
        try (OpenFolder wal = OpenFolder.of(folder.walFolder())) {
            wal.names(name -> {
                if (name.toString().endsWith(TimelineHistory.SUFFIX)) {
                    addLog(name.toString(), wal.bytes(name, TimelineHistory.MOST_BYTES), modified);
                }
            });
            segments(wal, span, modified);
        }
    }

    private void segments(OpenFolder wal, WalSpan span, Instant modified) throws EngineException, IOException {
        WalRecords records =
                new WalRecords(span.segments(), span.pageBytes(), span.startLsn(), (position, record) -> {});
        for (long number = span.firstNumber(); number <= span.lastNumber(); number++) {
            cancellation.check();
            String name = span.nameOf(number);
            byte[] segment;
            try {
                segment = wal.bytes(Path.of(name), span.segments().segmentBytes());
            } catch (NoSuchFileException e) {
                throw new EngineException(Kind.DAMAGED, "WAL segment " + name + " is missing", e);
            }
            span.check(number, segment);
            records.segment(number, segment);
            addLog(name, segment, modified);
        }
        if (Long.compareUnsigned(records.end(), span.endLsn()) < 0) {
            throw new EngineException(
                    Kind.DAMAGED,
                    "The log ends at " + LogPosition.text(records.end()) + ", before " + LogPosition.text(span.endLsn())
                            + " that the backup needs");
        }
    }

    private void addLog(String name, byte[] content, Instant modified) throws IOException {
        unlisted(ClusterFolder.WAL_DIRECTORY + "/" + name, content, modified);
        logBytes += content.length;
    }
}
