package dev.coffer.command;

import dev.coffer.media.BackupKind;
import dev.coffer.media.BackupSet;
import dev.coffer.media.Encryptor;
import dev.coffer.media.PayloadCodec;
import dev.coffer.media.Suite;
import dev.coffer.result.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The 59 columns of RESTORE HEADERONLY. Times are the server's local time.
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/restore-statements-headeronly-transact-sql">Columns</a>
 */
final class HeaderOnlyRows {

    /** SQL Server 2022's internal database version, which tools read as "at least 2022". */
    static final int DATABASE_VERSION = 957;

    /** Microsoft's vendor id in backup headers. */
    static final int SOFTWARE_VENDOR_ID = 4608;

    static final int VERSION_MAJOR = 16;
    static final int VERSION_MINOR = 0;
    static final int VERSION_BUILD = 1000;

    private static final int UNICODE_LOCALE_ENGLISH = 1033;
    private static final int COMPARISON_STYLE_BIN2_UTF8 = 196_609;
    private static final int IS_READ_ONLY = 4;
    private static final int IS_SINGLE_USER = 8;
    private static final int HAS_CHECKSUMS = 16;
    private static final int IS_DAMAGED = 32;

    private static final SqlType DATETIME = SqlType.of("datetime");
    private static final SqlType INT = SqlType.of("int");
    private static final SqlType SMALLINT = SqlType.of("smallint");
    private static final SqlType TINYINT = SqlType.of("tinyint");
    private static final SqlType BIT = SqlType.of("bit");
    private static final SqlType GUID = SqlType.of("uniqueidentifier");
    private static final SqlType LSN = SqlType.numeric(25, 0);
    private static final SqlType NAME = SqlType.nvarchar(128);
    private static final SqlType LABEL = SqlType.nvarchar(32);

    private final ZoneId zone;
    private final short deviceType;

    HeaderOnlyRows(ZoneId zone, DevicePlace device) {
        this.zone = zone;
        this.deviceType = (short) device.deviceType();
    }

    RowShape<BackupSet> shape() {
        RowShape<BackupSet> shape = new RowShape<>();
        labels(shape);
        sizesAndPositions(shape);
        serverColumns(shape);
        chainColumns(shape);
        encryptionColumns(shape);
        return shape;
    }

    private void labels(RowShape<BackupSet> shape) {
        shape.column("BackupName", NAME, set -> blankIsNull(set.core().text().setName()))
                .column(
                        "BackupDescription",
                        SqlType.nvarchar(255),
                        set -> blankIsNull(set.core().text().description()))
                .column("BackupType", SMALLINT, set -> (short) set.core().kind().code())
                .column(
                        "ExpirationDate",
                        DATETIME,
                        set -> set.core().expiresAt().map(this::local).orElse(null))
                .column("Compressed", BIT, set -> set.core().codec() != PayloadCodec.NONE)
                .column("Position", SMALLINT, set -> (short) set.core().position())
                .always("DeviceType", TINYINT, deviceType)
                .column("UserName", NAME, set -> set.core().text().userName())
                .column("ServerName", NAME, set -> set.core().text().serverName())
                .column("DatabaseName", NAME, set -> set.core().database().name())
                .always("DatabaseVersion", INT, DATABASE_VERSION)
                .column(
                        "DatabaseCreationDate",
                        DATETIME,
                        set -> local(set.core().database().createdAt()));
    }

    private void sizesAndPositions(RowShape<BackupSet> shape) {
        shape.column(
                        "BackupSize",
                        SqlType.numeric(20, 0),
                        set -> BigDecimal.valueOf(set.trailer().payloadBytes()))
                .column("FirstLSN", LSN, set -> lsn(set.core().database().firstLsn()))
                .column("LastLSN", LSN, set -> lsn(set.trailer().lastLsn()))
                .column("CheckpointLSN", LSN, set -> lsn(set.core().database().checkpointLsn()))
                .column(
                        "DatabaseBackupLSN",
                        LSN,
                        set -> lsn(set.core().database().databaseBackupLsn()))
                .column("BackupStartDate", DATETIME, set -> local(set.core().startedAt()))
                .column("BackupFinishDate", DATETIME, set -> local(set.trailer().finishedAt()));
    }

    private void serverColumns(RowShape<BackupSet> shape) {
        shape.always("SortOrder", SMALLINT, (short) 0)
                .always("CodePage", SMALLINT, (short) 0)
                .always("UnicodeLocaleId", INT, UNICODE_LOCALE_ENGLISH)
                .always("UnicodeComparisonStyle", INT, COMPARISON_STYLE_BIN2_UTF8)
                .column("CompatibilityLevel", TINYINT, set ->
                        (short) set.core().database().compatibilityLevel())
                .always("SoftwareVendorId", INT, SOFTWARE_VENDOR_ID)
                .always("SoftwareVersionMajor", INT, VERSION_MAJOR)
                .always("SoftwareVersionMinor", INT, VERSION_MINOR)
                .always("SoftwareVersionBuild", INT, VERSION_BUILD)
                .column("MachineName", NAME, set -> set.core().text().machineName())
                .column("Flags", INT, HeaderOnlyRows::flags)
                .column("BindingID", GUID, set -> set.core().database().guid())
                .column("RecoveryForkID", GUID, set -> set.trailer().lastForkGuid())
                .column("Collation", NAME, set -> set.core().database().collation())
                .column("FamilyGUID", GUID, set -> set.core().database().familyGuid())
                .always("HasBulkLoggedData", BIT, false)
                .always("IsSnapshot", BIT, false)
                .column("IsReadOnly", BIT, set -> DatabaseHeaders.isReadOnly(set.core()))
                .column("IsSingleUser", BIT, set -> DatabaseHeaders.isSingleUser(set.core()))
                .column("HasBackupChecksums", BIT, set -> set.core().hasChecksums())
                .column("IsDamaged", BIT, set -> set.trailer().damaged());
    }

    private void chainColumns(RowShape<BackupSet> shape) {
        shape.column("BeginsLogChain", BIT, set -> BackupRecords.beginsLogChain(set.core()))
                .always("HasIncompleteMetaData", BIT, false)
                .always("IsForceOffline", BIT, false)
                .column("IsCopyOnly", BIT, set -> set.core().copyOnly())
                .column(
                        "FirstRecoveryForkID",
                        GUID,
                        set -> set.core().database().recoveryForkGuid())
                .column(
                        "ForkPointLSN",
                        LSN,
                        set -> LogFit.forkPosition(set).map(HeaderOnlyRows::lsn).orElse(null))
                .column(
                        "RecoveryModel",
                        SqlType.nvarchar(60),
                        set -> set.core().database().recoveryModel())
                .column(
                        "DifferentialBaseLSN",
                        LSN,
                        set -> isDifferential(set) ? lsn(set.core().database().databaseBackupLsn()) : null)
                .column(
                        "DifferentialBaseGUID",
                        GUID,
                        set -> isDifferential(set) ? set.core().baseGuid().orElse(null) : null)
                .column(
                        "BackupTypeDescription",
                        SqlType.nvarchar(60),
                        set -> set.core().kind().description())
                .column("BackupSetGUID", GUID, set -> set.core().setGuid())
                .column(
                        "CompressedBackupSize",
                        SqlType.of("bigint"),
                        set -> BackupRecords.compressedBytes(set.core(), set.trailer(), set.sizeBytes()));
    }

    private void encryptionColumns(RowShape<BackupSet> shape) {
        shape.always("Containment", TINYINT, (short) 0)
                .column(
                        "KeyAlgorithm",
                        LABEL,
                        set -> algorithm(set.core().suite()).orElse(null))
                .column(
                        "EncryptorThumbprint",
                        SqlType.sized("varbinary", 20),
                        set -> encryptor(set).map(Encryptor::thumbprint).orElse(null))
                .column(
                        "EncryptorType",
                        LABEL,
                        set -> encryptor(set).map(HeaderOnlyRows::typeName).orElse(null))
                .column(
                        "LastValidRestoreTime",
                        DATETIME,
                        set -> local(set.trailer().finishedAt()))
                .column(
                        "TimeZone",
                        LABEL,
                        set -> zone.getRules()
                                .getOffset(set.trailer().finishedAt())
                                .getId())
                .column(
                        "CompressionAlgorithm",
                        LABEL,
                        set -> set.core().codec() == PayloadCodec.NONE
                                ? null
                                : set.core().codec().name());
    }

    static boolean isDifferential(BackupSet set) {
        return set.core().kind() == BackupKind.DIFFERENTIAL;
    }

    private static int flags(BackupSet set) {
        return (DatabaseHeaders.isReadOnly(set.core()) ? IS_READ_ONLY : 0)
                | (DatabaseHeaders.isSingleUser(set.core()) ? IS_SINGLE_USER : 0)
                | (set.core().hasChecksums() ? HAS_CHECKSUMS : 0)
                | (set.trailer().damaged() ? IS_DAMAGED : 0);
    }

    /** The algorithm's name as backup headers and msdb spell it: aes_256; empty for an unencrypted set. */
    static Optional<String> algorithm(Suite suite) {
        return suite == Suite.NONE
                ? Optional.empty()
                : Optional.of(suite.name().replace("_GCM", "").toLowerCase(Locale.ROOT));
    }

    static Optional<Encryptor> encryptor(BackupSet set) {
        return set.core().encryptors().stream().findFirst();
    }

    /** The encryptor's type as backup headers and msdb spell it. */
    static String typeName(Encryptor encryptor) {
        return encryptor.type().name().replace('_', ' ');
    }

    static BigDecimal lsn(BigInteger position) {
        return new BigDecimal(Lsn.ofPosition(position));
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }

    private static @Nullable String blankIsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
