package dev.coffer.command;

import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A documented result set: columns in order, each with the value it takes from a subject. The order counts, since
 * INSERT ... EXEC asks for it. Built once, then immutable.
 *
 * @param <T> what one row is about
 */
final class RowShape<T> {

    private final List<Column> columns = new ArrayList<>();
    private final List<Function<T, @Nullable Object>> values = new ArrayList<>();

    RowShape<T> column(String name, SqlType type, Function<T, @Nullable Object> value) {
        columns.add(Column.of(name, type));
        values.add(value);
        return this;
    }

    RowShape<T> always(String name, SqlType type, @Nullable Object value) {
        return column(name, type, subject -> value);
    }

    int width() {
        return columns.size();
    }

    void write(List<T> subjects, ResultSink sink) {
        sink.columns(List.copyOf(columns));
        for (T subject : subjects) {
            sink.row(values.stream().map(value -> value.apply(subject)).toArray());
        }
        sink.done(subjects.size());
    }
}
