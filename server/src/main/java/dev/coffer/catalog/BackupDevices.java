package dev.coffer.catalog;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Backup devices with names of their own, on disk: sys.backup_devices. Thread-safe. */
public final class BackupDevices {

    private static final String SELECT = "SELECT name, physical_name FROM coffer.backup_device";

    private final OwnerConnections master;

    BackupDevices(OwnerConnections master) {
        this.master = master;
    }

    /**
     * One device.
     *
     * @param name as it was given; compared without regard to case
     * @param physicalName the path as it was given
     */
    public record Entry(String name, String physicalName) {}

    public Optional<Entry> find(String name) throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE name_key = ?")) {
                select.setString(1, Databases.key(name));
                return read(select).stream().findFirst();
            }
        });
    }

    /** By name. */
    public List<Entry> all() throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + " ORDER BY name_key")) {
                return read(select);
            }
        });
    }

    /** @throws SqlError 15026 when there is one of that name */
    public void add(Entry device) throws SqlError {
        boolean added = master.transaction(connection -> insert(connection, device));
        if (!added) {
            throw Message.LOGICAL_DEVICE_EXISTS.error(device.name());
        }
    }

    private static boolean insert(Connection connection, Entry device) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO coffer.backup_device"
                + " (name, name_key, physical_name) VALUES (?, ?, ?) ON CONFLICT (name_key) DO NOTHING")) {
            insert.setString(1, device.name());
            insert.setString(2, Databases.key(device.name()));
            insert.setString(3, device.physicalName());
            return insert.executeUpdate() > 0;
        }
    }

    /** @throws SqlError 15012 when there is none of that name */
    public void drop(String name) throws SqlError {
        int dropped = master.transaction(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM coffer.backup_device WHERE name_key = ?")) {
                delete.setString(1, Databases.key(name));
                return delete.executeUpdate();
            }
        });
        if (dropped == 0) {
            throw Message.NO_LOGICAL_DEVICE.error(name);
        }
    }

    private static List<Entry> read(PreparedStatement select) throws SQLException {
        List<Entry> devices = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                devices.add(new Entry(rows.getString("name"), rows.getString("physical_name")));
            }
        }
        return devices;
    }
}
