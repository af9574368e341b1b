package dev.coffer.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a batch's answers go, in the order they arise; messages arrive while the statement still runs. Confined to the
 * session's thread, except {@link #message}, which may come from a worker.
 *
 * <p>Values are: String for character types, Boolean (bit), Short (tinyint, smallint), Integer, Long, BigDecimal
 * (decimal, numeric, money), Float (real), Double (float), byte[] (binary types), java.time.LocalDateTime (datetime,
 * datetime2, smalldatetime), LocalDate, LocalTime, OffsetDateTime, java.util.UUID, {@link Variant} (sql_variant); null
 * for NULL.
 */
public interface ResultSink {

    void message(SqlMessage message);

    /** Begins a result set. */
    void columns(List<Column> columns);

    /** One row of the result set that was begun; as many values as columns. */
    void row(@Nullable Object[] values);

    /**
     * A statement begins, and what is told until {@link #done} is about it.
     *
     * @param words its first, in capitals, such as INSERT or CREATE TABLE
     */
    default void begins(String words) {}

    /**
     * Ends a statement.
     *
     * @param rowCount rows returned or affected; -1 when the statement counts none
     */
    void done(long rowCount);
}
