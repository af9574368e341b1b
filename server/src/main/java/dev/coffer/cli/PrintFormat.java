package dev.coffer.cli;

/**
 * How result sets are printed.
 *
 * @param separator between columns; one space by default
 * @param trim no padding (sqlcmd -W)
 * @param rowsPerHeading rows between headings: 0 for one heading a result set, -1 for none (sqlcmd -h)
 * @param maxWidth characters of columns of unlimited length, 0 for no limit (sqlcmd -y)
 */
public record PrintFormat(String separator, boolean trim, int rowsPerHeading, int maxWidth) {

    /** sqlcmd's -y: what varchar(max) and its like get. */
    public static final int DEFAULT_MAX_WIDTH = 256;

    public PrintFormat {
        if (rowsPerHeading < -1) {
            throw new IllegalArgumentException("Rows per heading are -1 or more, not " + rowsPerHeading);
        }
        if (maxWidth < 0 || maxWidth > 8000) {
            throw new IllegalArgumentException("The width is 0 to 8000, not " + maxWidth);
        }
    }

    public static PrintFormat standard() {
        return new PrintFormat(" ", false, 0, DEFAULT_MAX_WIDTH);
    }
}
