package dev.coffer.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moments in columns of type timestamptz, cut to the millisecond so that what is read equals what was written. */
final class SqlTimes {

    private SqlTimes() {}

    static OffsetDateTime toColumn(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    static @Nullable OffsetDateTime toColumn(Optional<Instant> instant) {
        return instant.map(SqlTimes::toColumn).orElse(null);
    }

    static Instant read(ResultSet row, String column) throws SQLException {
        return readOptional(row, column)
                .orElseThrow(() -> new IllegalStateException("Column " + column + " holds no moment"));
    }

    static Optional<Instant> readOptional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
