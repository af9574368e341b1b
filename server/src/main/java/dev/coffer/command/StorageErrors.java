package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.storage.StoreException;

/** What storage could not do, as SQL Server says it: 3201 with the text Windows has for the cause. */
final class StorageErrors {

    /** What S3 takes of one object. */
    private static final int S3_PARTS = 10_000;

    private StorageErrors() {}

    /** The device could not be opened. */
    static SqlError opening(StoreException failure, String device) {
        if (isRemote(failure)) {
            return remote(failure, device);
        }
        return Message.CANNOT_OPEN_DEVICE
                .error(device, reason(failure))
                .withState(failure.kind() == StoreException.Kind.NOT_FOUND ? 2 : 1)
                .causedBy(failure);
    }

    /** The device was open, and writing failed. */
    static SqlError writing(StoreException failure, String device) {
        if (isRemote(failure)) {
            return remote(failure, device);
        }
        return Message.WRITE_FAILED.error(device, reason(failure)).causedBy(failure);
    }

    /** The device was open, and reading failed. */
    static SqlError reading(java.io.IOException failure, String device) {
        if (failure instanceof StoreException store && isRemote(store)) {
            return remote(store, device);
        }
        String reason = failure instanceof StoreException store
                ? reason(store)
                : "1117(The request could not be" + " performed because of an I/O device error.)";
        return Message.READ_FAILED.error(device, reason).causedBy(failure);
    }

    private static boolean isRemote(StoreException failure) {
        return failure.location().value().contains("://");
    }

    /** What a service answered, and with which credential it was asked, is the hint. */
    private static SqlError remote(StoreException failure, String device) {
        String said = failure.getMessage() + ".";
        SqlError error = switch (failure.kind()) {
            case EXISTS -> Message.URL_FILE_EXISTS.error(device);
            case IN_USE -> Message.URL_EXCLUSIVE.error(device);
            case NO_SPACE -> Message.ESTIMATE_TOO_LARGE.error();
            case PART_LIMIT ->
                device.startsWith("s3:")
                        ? Message.S3_PART_LIMIT.error(device, S3_PARTS)
                        : Message.BLOCK_LIMIT.error(device);
            case INTERRUPTED, THROTTLED, BROKEN ->
                Message.IO_ERROR.error(
                        device,
                        "Backup to URL received an exception from the remote endpoint. Exception Message: " + said);
            case NOT_FOUND, NO_SUCH_FOLDER, DENIED, UNSUPPORTED ->
                Message.CANNOT_OPEN_DEVICE.error(device, reason(failure));
        };
        return error.withHint(said).causedBy(failure);
    }

    /** What Windows says of such a failure, behind its number. */
    static String reason(StoreException failure) {
        return switch (failure.kind()) {
            case NOT_FOUND -> "2(The system cannot find the file specified.)";
            case NO_SUCH_FOLDER -> "3(The system cannot find the path specified.)";
            case DENIED -> "5(Access is denied.)";
            case EXISTS -> "80(The file exists.)";
            case NO_SPACE -> "112(There is not enough space on the disk.)";
            case IN_USE -> "32(The process cannot access the file because it is being used by another process.)";
            case THROTTLED -> "170(The requested resource is in use.)";
            case INTERRUPTED ->
                "995(The I/O operation has been aborted because of either a thread exit or an"
                        + " application request.)";
            case PART_LIMIT -> "87(The parameter is incorrect.)";
            case UNSUPPORTED -> "50(The request is not supported.)";
            case BROKEN -> "1117(The request could not be performed because of an I/O device error.)";
        };
    }
}
