package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BackupOptions;
import dev.coffer.tsql.RestoreOptions;
import dev.coffer.tsql.Text;

/** No store keeps what a URL names. */
public final class UnsupportedUrls implements Devices.Urls {

    @Override
    public DevicePlace toWrite(Text url, BackupOptions options, Caller caller) throws SqlError {
        throw refusal();
    }

    @Override
    public DevicePlace toRead(Text url, RestoreOptions options, Caller caller) throws SqlError {
        throw refusal();
    }

    private static SqlError refusal() {
        return Message.NOT_SUPPORTED.error("The device URL");
    }
}
