package dev.coffer.command;

import dev.coffer.media.BackupSet;
import dev.coffer.media.SetCore;
import dev.coffer.media.SetTrailer;
import dev.coffer.result.SqlType;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/**
 * The 22 columns of RESTORE FILELISTONLY.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-filelistonly-transact-sql">Columns</a>
 */
final class FileListOnlyRows {

    /** No limit: 2^45 - 1 pages as SQL Server reports it, in bytes. */
    private static final BigDecimal UNLIMITED = new BigDecimal("35184372080640");

    private static final UUID NO_GUID = new UUID(0, 0);
    private static final SqlType BYTES = SqlType.numeric(20, 0);
    private static final SqlType LSN = SqlType.numeric(25, 0);
    private static final SqlType BIT = SqlType.of("bit");
    private static final SqlType GUID = SqlType.of("uniqueidentifier");
    private static final SqlType INT = SqlType.of("int");
    private static final SqlType BIGINT = SqlType.of("bigint");
    private static final int LOG_SECTOR_BYTES = 512;

    /** One file with what the trailer says of it, and what its set stands on. */
    record Row(BackupSet set, SetCore.DatabaseFile file, long sizeBytes, long backedUpBytes) {}

    private FileListOnlyRows() {}

    static List<Row> of(BackupSet set) {
        return set.core().database().files().stream()
                .map(file -> set.trailer().files().stream()
                        .filter(size -> size.fileId() == file.fileId())
                        .findFirst()
                        .map(size -> row(set, file, size))
                        .orElseGet(() -> new Row(set, file, file.sizeBytes(), 0)))
                .toList();
    }

    private static Row row(BackupSet set, SetCore.DatabaseFile file, SetTrailer.FileSize size) {
        return new Row(set, file, size.sizeBytes(), size.backedUpBytes());
    }

    static RowShape<Row> shape() {
        return new RowShape<Row>()
                .column("LogicalName", SqlType.nvarchar(128), row -> row.file().logicalName())
                .column("PhysicalName", SqlType.nvarchar(260), row -> row.file().physicalName())
                .column(
                        "Type",
                        SqlType.sized("char", 1),
                        row -> String.valueOf(row.file().type()))
                .column("FileGroupName", SqlType.nvarchar(128), row -> isData(row) ? "PRIMARY" : null)
                .column("Size", BYTES, row -> BigDecimal.valueOf(row.sizeBytes()))
                .always("MaxSize", BYTES, UNLIMITED)
                .column("FileId", BIGINT, row -> (long) row.file().fileId())
                .always("CreateLSN", LSN, BigDecimal.ZERO)
                .always("DropLSN", LSN, BigDecimal.ZERO)
                .column("UniqueId", GUID, row -> row.file().guid())
                .always("ReadOnlyLSN", LSN, BigDecimal.ZERO)
                .always("ReadWriteLSN", LSN, BigDecimal.ZERO)
                .column("BackupSizeInBytes", BIGINT, Row::backedUpBytes)
                .always("SourceBlockSize", INT, LOG_SECTOR_BYTES)
                .column("FileGroupId", INT, row -> isData(row) ? 1 : 0)
                .always("LogGroupGUID", GUID, null)
                .column(
                        "DifferentialBaseLSN",
                        LSN,
                        row -> HeaderOnlyRows.isDifferential(row.set())
                                ? HeaderOnlyRows.lsn(row.set().core().database().databaseBackupLsn())
                                : BigDecimal.ZERO)
                .column(
                        "DifferentialBaseGUID",
                        GUID,
                        row -> HeaderOnlyRows.isDifferential(row.set())
                                ? row.set().core().baseGuid().orElse(NO_GUID)
                                : NO_GUID)
                .always("IsReadOnly", BIT, false)
                .always("IsPresent", BIT, true)
                .always("TDEThumbprint", SqlType.sized("varbinary", 32), null)
                .always("SnapshotUrl", SqlType.nvarchar(360), null);
    }

    private static boolean isData(Row row) {
        return row.file().type() == 'D';
    }
}
