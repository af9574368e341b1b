package dev.coffer.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the driver keeps to itself follows from the batch. */
class CountingTest {

    private final Counting counting = new Counting();

    @Test
    void theFirstSettingHoldsForTheBatchAndTheLastForTheNext() {
        counting.begin("SELECT 1 -- SET NOCOUNT ON\nPRINT 'SET NOCOUNT ON'");
        assertThat(counting.ofResultSets()).isTrue();
        counting.begin("set  nocount\nON; SELECT 1; SET NOCOUNT OFF");
        assertThat(counting.ofResultSets()).isFalse();
        counting.begin("SELECT 1 SET NOCOUNT ON");
        counting.begin("SELECT 1");
        assertThat(counting.ofResultSets()).isFalse();
    }

    @Test
    void aSchemaChangeIsNotZeroRows() {
        counting.begin("CREATE TABLE t (a int);\nDELETE t;\nINSERT t VALUES (1);\nDROP TABLE t;");
        assertThat(counting.sent(0)).isEqualTo(-1);
        assertThat(counting.sent(0)).isZero();
        assertThat(counting.sent(1)).isEqualTo(1);
        assertThat(counting.sent(0)).isEqualTo(-1);
    }

    @Test
    void aStatementThatFailedReportsNothing() {
        counting.begin("CREATE TABLE t (a int);\nDELETE t;\nDROP TABLE t;");
        counting.failed(1);
        assertThat(counting.sent(0)).isZero();
        assertThat(counting.sent(0)).isEqualTo(-1);
    }

    @Test
    void whatCannotBeParsedIsJudgedByItsFirstWord() {
        counting.begin("-- a comment\nCREATE SYNONYM s FOR t");
        assertThat(counting.sent(0)).isEqualTo(-1);
        counting.begin("DELETE TOP (3) FROM t OPTION (HASH GROUP)");
        assertThat(counting.sent(0)).isZero();
    }
}
