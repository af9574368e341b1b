package dev.coffer.app;

import dev.coffer.result.Column;
import dev.coffer.result.ResultSink;
import dev.coffer.result.SqlMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A sink that keeps everything, and the order it came in. Thread-safe. */
public class Answers implements ResultSink {

    private final List<SqlMessage> messages = new ArrayList<>();
    private final List<List<Column>> columns = new ArrayList<>();
    private final List<List<List<@Nullable Object>>> results = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private final List<String> order = new ArrayList<>();

    @Override
    public synchronized void message(SqlMessage message) {
        messages.add(message);
        order.add("message " + message.number());
    }

    @Override
    public synchronized void columns(List<Column> described) {
        columns.add(described);
        results.add(new ArrayList<>());
        order.add("columns");
    }

    @Override
    public synchronized void row(@Nullable Object[] values) {
        results.get(results.size() - 1).add(Collections.unmodifiableList(Arrays.asList(values.clone())));
    }

    @Override
    public synchronized void done(long rowCount) {
        counts.add(rowCount);
        order.add("done " + rowCount);
    }

    public synchronized List<SqlMessage> messages() {
        return List.copyOf(messages);
    }

    public List<SqlMessage> errors() {
        return messages().stream().filter(SqlMessage::isError).toList();
    }

    /** Numbers of the errors, in order. */
    public List<Integer> errorNumbers() {
        return errors().stream().map(SqlMessage::number).toList();
    }

    public String texts() {
        return messages().stream().map(SqlMessage::text).collect(Collectors.joining("\n"));
    }

    /** Rows of one result set, 0-based. */
    public synchronized List<List<@Nullable Object>> rows(int result) {
        return List.copyOf(results.get(result));
    }

    public synchronized List<Column> columns(int result) {
        return columns.get(result);
    }

    public synchronized int resultCount() {
        return results.size();
    }

    /** Counts of the ended statements; -1 for those that count nothing. */
    public synchronized List<Long> counts() {
        return List.copyOf(counts);
    }

    /** What came, without rows: "message 5701", "columns", "done 3". */
    public synchronized List<String> order() {
        return List.copyOf(order);
    }
}
