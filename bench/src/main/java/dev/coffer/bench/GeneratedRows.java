package dev.coffer.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * The data that everybody backs up: orders with numbers, dates, words and identifiers, as COPY text. The same seed
 * gives the same rows; they compress about as far as business tables do.
 */
final class GeneratedRows {

    static final String CREATE_TABLE = "CREATE TABLE orders (id bigint PRIMARY KEY, customer integer NOT NULL,"
            + " placed timestamp NOT NULL, status text NOT NULL, amount numeric(12,2) NOT NULL,"
            + " token uuid NOT NULL, note text NOT NULL)";

    /** Changes 2 % of the rows, a hundred neighbours at a time; their new versions lie at the table's end. */
    static final String CHANGE = "UPDATE orders SET amount = amount + 1 WHERE id % 5000 < 100";

    /** What a row takes in the table and its index, measured. */
    private static final int STORED_BYTES_PER_ROW = 237;

    private static final int CUSTOMERS = 50_000;
    private static final int MAX_WORDS = 16;
    private static final int MAX_CENTS = 2_000_000;
    private static final long HEX_DIGITS_SEED = 0xC0FFE2L;
    private static final String[] STATUS = {"new", "paid", "packed", "shipped", "delivered", "returned"};
    private static final String[] WORDS = ("the customer asked for delivery before noon please leave with neighbour "
                    + "fragile second attempt payment confirmed by bank transfer invoice sent again discount agreed "
                    + "wrong address corrected spare part backordered since spring express gift wrapped no receipt "
                    + "call ahead rear entrance warehouse three pallet returned unopened partially refunded")
            .split(" ");

    private final long rowCount;

    private GeneratedRows(long rowCount) {
        this.rowCount = rowCount;
    }

    /** Rows that make a database of about this size. */
    static GeneratedRows ofMebibytes(int mebibytes) {
        return new GeneratedRows(((long) mebibytes << 20) / STORED_BYTES_PER_ROW);
    }

    long rowCount() {
        return rowCount;
    }

    void writeTo(OutputStream out) throws IOException {
        SplittableRandom random = new SplittableRandom(HEX_DIGITS_SEED);
        StringBuilder row = new StringBuilder(512);
        for (long id = 1; id <= rowCount; id++) {
            row.setLength(0);
            row.append(id).append('\t').append(random.nextInt(CUSTOMERS)).append('\t');
            appendTime(row, id);
            row.append('\t').append(STATUS[random.nextInt(STATUS.length)]).append('\t');
            int cents = random.nextInt(MAX_CENTS);
            row.append(cents / 100)
                    .append('.')
                    .append((char) ('0' + cents / 10 % 10))
                    .append((char) ('0' + cents % 10));
            row.append('\t')
                    .append(new java.util.UUID(random.nextLong(), random.nextLong()))
                    .append('\t');
            int words = 4 + random.nextInt(MAX_WORDS);
            for (int word = 0; word < words; word++) {
                row.append(word == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
            }
            out.write(row.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
        }
        out.flush();
    }

    private static void appendTime(StringBuilder row, long id) {
        long seconds = id / 3;
        row.append(java.time.LocalDateTime.of(2020, 1, 1, 0, 0).plusSeconds(seconds));
    }
}
