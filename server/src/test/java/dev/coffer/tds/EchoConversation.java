package dev.coffer.tds;

import dev.coffer.errors.SqlError;
import dev.coffer.result.Column;
import dev.coffer.result.Parameter;
import dev.coffer.result.ResultSink;
import dev.coffer.result.RowSource;
import dev.coffer.result.SqlMessage;
import dev.coffer.result.SqlType;
import dev.coffer.session.CallOutcome;
import dev.coffer.work.Cancellation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A session without a database: it answers a batch with its length, as often as the number it begins with says. */
final class EchoConversation implements Conversation {

    private static final int ROW_BYTES = 1000;

    @Override
    public void execute(String batch, ResultSink sink, Cancellation cancellation) {
        String digits = batch.replaceAll("[^0-9].*", "");
        long rows = digits.isEmpty() || digits.length() > 6 ? 1 : Long.parseLong(digits);
        sink.columns(
                List.of(Column.of("length", SqlType.of("int")), Column.of("filling", SqlType.sized("varbinary", -1))));
        for (long row = 0; row < rows; row++) {
            sink.row(new @Nullable Object[] {batch.length(), new byte[ROW_BYTES]});
        }
        sink.done(rows);
    }

    @Override
    public CallOutcome call(String procedure, List<Parameter> parameters, ResultSink sink, Cancellation cancellation) {
        return new CallOutcome(
                0,
                parameters.stream()
                        .filter(parameter -> parameter.direction() == Parameter.Direction.OUT)
                        .toList());
    }

    @Override
    public boolean load(RowSource rows, ResultSink sink, Cancellation cancellation) {
        long count = 0;
        try {
            for (rows.columns(); rows.next() != null; ) {
                count++;
            }
        } catch (SqlError refused) {
            sink.message(new SqlMessage(refused.number(), refused.severity(), 1, 1, refused.getMessage()));
        }
        sink.done(count);
        return true;
    }

    @Override
    public long transaction() {
        return 0;
    }

    @Override
    public int sessionId() {
        return 51;
    }

    @Override
    public String database() {
        return "master";
    }

    @Override
    public void reset() {}

    @Override
    public void close() {}
}
