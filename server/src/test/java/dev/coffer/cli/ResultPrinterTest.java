package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.result.Column;
import dev.coffer.result.SqlMessage;
import dev.coffer.result.SqlType;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Result sets look as sqlcmd's do: widths by type, titles left, numbers right. */
class ResultPrinterTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private ResultPrinter printer(PrintFormat format) {
        return new ResultPrinter(
                Outlets.to(new PrintStream(printed, true, StandardCharsets.UTF_8)), () -> "SRV", format);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void columnsHaveTheWidthOfTheirTypeOrTitle() {
        ResultPrinter printer = printer(PrintFormat.standard());
        printer.columns(List.of(
                new Column("id", SqlType.of("int"), false),
                new Column("name", SqlType.nvarchar(6), true),
                new Column("ok", SqlType.of("bit"), false),
                new Column("share", SqlType.numeric(5, 2), true)));
        printer.row(new Object[] {7, "Größe", true, new BigDecimal("0.50")});
        printer.row(new Object[] {-12, null, false, null});
        printer.done(2);
        assertThat(text()).isEqualTo("""
                        id          name   ok share \s
                        ----------- ------ -- -------
                                  7 Größe   1     .50
                                -12 NULL    0    NULL

                        (2 rows affected)
                        """);
    }

    @Test
    void valuesArePrintedAsTheClientPrintsThem() {
        assertThat(ValueText.of(new byte[] {1, (byte) 0xAB}, SqlType.sized("varbinary", 8)))
                .isEqualTo("0x01AB");
        assertThat(ValueText.of(new BigDecimal("-0.0500"), SqlType.of("money"))).isEqualTo("-.0500");
        assertThat(ValueText.of(new BigDecimal("10.00"), SqlType.numeric(9, 2))).isEqualTo("10.00");
        assertThat(ValueText.of(0.1, SqlType.of("float"))).isEqualTo("0.10000000000000001");
        assertThat(ValueText.of(3.0, SqlType.of("float"))).isEqualTo("3.0");
        UUID guid = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
        assertThat(ValueText.of(guid, SqlType.of("uniqueidentifier")))
                .isEqualTo("0F8FAD5B-D9CB-469F-A165-70867728950E");
        LocalDateTime time = LocalDateTime.of(2026, 11, 23, 3, 29, 54, 123_456_700);
        assertThat(ValueText.of(time, SqlType.of("datetime"))).isEqualTo("2026-11-23 03:29:54.123");
        assertThat(ValueText.of(time, SqlType.of("smalldatetime"))).isEqualTo("2026-11-23 03:29:54");
        assertThat(ValueText.of(time, new SqlType("datetime2", 0, 0, 7))).isEqualTo("2026-11-23 03:29:54.1234567");
        assertThat(ValueText.of(time, new SqlType("datetime2", 0, 0, 0))).isEqualTo("2026-11-23 03:29:54");
        assertThat(ValueText.of(LocalDate.of(2026, 1, 2), SqlType.of("date"))).isEqualTo("2026-01-02");
        assertThat(ValueText.of(LocalTime.of(1, 2, 3), new SqlType("time", 0, 0, 3)))
                .isEqualTo("01:02:03.000");
        assertThat(ValueText.of(OffsetDateTime.parse("2026-01-02T03:04:05Z"), new SqlType("datetimeoffset", 0, 0, 0)))
                .isEqualTo("2026-01-02 03:04:05 +00:00");
    }

    @Test
    void errorsNameNumberLevelStateServerAndLine() {
        ResultPrinter printer = printer(PrintFormat.standard());
        printer.message(new SqlMessage(3211, 10, 1, 1, "10 percent processed."));
        assertThat(printer.failed()).isFalse();
        printer.message(new SqlMessage(3201, 16, 1, 3, "Cannot open backup device 'x'."));
        assertThat(printer.failed()).isTrue();
        assertThat(text().lines())
                .containsExactly(
                        "10 percent processed.",
                        "Msg 3201, Level 16, State 1, Server SRV, Line 3",
                        "Cannot open backup device 'x'.");
    }

    @Test
    void onlyLongColumnsAreCut() {
        ResultPrinter printer =
                printer(new PrintFormat(" ", false, 0, new PrintFormat.Widths(5, 0, 0), PrintFormat.Controls.KEEP));
        printer.columns(List.of(
                new Column("a", SqlType.nvarchar(-1), true), new Column("b", SqlType.sized("binary", 2), false)));
        printer.row(new Object[] {"abc😀defgh", new byte[] {1, 2}});
        printer.done(1);
        assertThat(text()).contains("\nabc😀d 0x0102\n");
    }

    @Test
    void withoutPaddingNorHeadings() {
        ResultPrinter printer = printer(PrintFormat.trimmed("|", -1));
        printer.columns(List.of(Column.of("a", SqlType.of("int")), Column.of("b", SqlType.nvarchar(9))));
        printer.row(new Object[] {1, "x  "});
        printer.done(1);
        printer.done(-1);
        assertThat(text().lines()).containsExactly("1|x", "", "(1 rows affected)");
    }
}
