package dev.coffer.cli;

/**
 * How result sets are printed.
 *
 * @param separator between columns; one space by default
 * @param trim no padding (sqlcmd -W)
 * @param rowsPerHeading rows between headings: 0 for one heading a result set, -1 for none (sqlcmd -h)
 * @param widths of columns and lines
 * @param controls what becomes of control characters in values (sqlcmd -k)
 */
public record PrintFormat(String separator, boolean trim, int rowsPerHeading, Widths widths, Controls controls) {

    /** sqlcmd's -y: what varchar(max) and its like get. */
    public static final int DEFAULT_MAX_WIDTH = 256;

    private static final int LARGEST_WIDTH = 8000;
    private static final int NARROWEST_LINE = 9;
    private static final int WIDEST_LINE = 65535;

    /** Control characters in values. */
    public enum Controls {
        KEEP,
        /** A blank in place of each. */
        BLANK,
        /** A blank in place of each run of them. */
        COMBINE
    }

    /**
     * Characters.
     *
     * @param unlimited of columns of unlimited length (sqlcmd -y); 0 for no limit
     * @param limited the most that character columns of declared length get (sqlcmd -Y); 0 for what was declared
     * @param line where lines are broken (sqlcmd -w); 0 for nowhere
     */
    public record Widths(int unlimited, int limited, int line) {
        public Widths {
            if (unlimited < 0 || unlimited > LARGEST_WIDTH || limited < 0 || limited > LARGEST_WIDTH) {
                throw new IllegalArgumentException("The width of columns (-y, -Y) is 0 to " + LARGEST_WIDTH + ", not "
                        + (unlimited < 0 || unlimited > LARGEST_WIDTH ? unlimited : limited));
            }
            if (line != 0 && (line < NARROWEST_LINE || line > WIDEST_LINE)) {
                throw new IllegalArgumentException(
                        "The width of lines (-w) is " + NARROWEST_LINE + " to " + WIDEST_LINE + ", not " + line);
            }
        }
    }

    public PrintFormat {
        if (rowsPerHeading < -1) {
            throw new IllegalArgumentException("Rows per heading are -1 or more, not " + rowsPerHeading);
        }
    }

    public static PrintFormat standard() {
        return new PrintFormat(" ", false, 0, new Widths(DEFAULT_MAX_WIDTH, 0, 0), Controls.KEEP);
    }

    /** Unpadded, nothing cut: what programs read. */
    public static PrintFormat trimmed(String separator, int rowsPerHeading) {
        return new PrintFormat(separator, true, rowsPerHeading, new Widths(0, 0, 0), Controls.KEEP);
    }
}
