package dev.coffer.catalog;

import dev.coffer.errors.SqlError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Server options, as sp_configure shows and sets them. A value that was set is in use from {@link #install} or the next
 * start on. Each change is one transaction. Thread-safe.
 */
public final class Configuration {

    private final OwnerConnections master;

    Configuration(OwnerConnections master) {
        this.master = master;
    }

    /**
     * One option.
     *
     * @param value as it was set
     * @param valueInUse as it is obeyed
     * @param advanced shown only with 'show advanced options'
     * @param settable whether Coffer obeys it; another one is as it is
     */
    public record Option(
            int id,
            String name,
            int minimum,
            int maximum,
            int value,
            int valueInUse,
            boolean advanced,
            boolean settable) {}

    /** All options by name. */
    public List<Option> all() throws SqlError {
        return master.transaction(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT configuration_id, name, minimum, maximum, value, value_in_use,"
                            + " is_advanced, is_settable FROM coffer.configuration ORDER BY lower(name)")) {
                return read(select);
            }
        });
    }

    private static List<Option> read(PreparedStatement select) throws SQLException {
        List<Option> options = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                options.add(new Option(
                        rows.getInt(1),
                        rows.getString(2),
                        rows.getInt(3),
                        rows.getInt(4),
                        rows.getInt(5),
                        rows.getInt(6),
                        rows.getBoolean(7),
                        rows.getBoolean(8)));
            }
        }
        return List.copyOf(options);
    }

    /** The value that is obeyed now. */
    public int inUse(ServerOption option) throws SqlError {
        return master.transaction(connection -> inUse(connection, option));
    }

    private static int inUse(Connection connection, ServerOption option) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT value_in_use FROM coffer.configuration WHERE configuration_id = ?")) {
            select.setInt(1, option.id());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("No row for " + option);
                }
                return rows.getInt(1);
            }
        }
    }

    /** @param value within the option's bounds */
    public void set(Option option, int value) throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE coffer.configuration SET value = ? WHERE configuration_id = ?")) {
                update.setInt(1, value);
                update.setInt(2, option.id());
                return update.executeUpdate();
            }
        });
    }

    /** RECONFIGURE: what was set is in use from now on. */
    public void install() throws SqlError {
        master.transaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE coffer.configuration SET value_in_use = value WHERE value_in_use <> value")) {
                return update.executeUpdate();
            }
        });
    }
}
