package dev.coffer.tsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.ParseRules.Quotes;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Batches with variables and control flow: how they are cut, what is refused, and that no text breaks the parser. */
final class ControlFlowParserTest {

    private static final List<String> BATCHES = List.of(
            "DECLARE @a int = 1, @b varchar(10) IF @a > 0 AND @b IS NULL BEGIN SET @a += 1 PRINT @a END ELSE PRINT 'x'",
            "WHILE 1 = 1 BEGIN IF EXISTS (SELECT 1) BREAK; CONTINUE END",
            "BEGIN TRY SELECT 1 END TRY BEGIN CATCH PRINT ERROR_LINE(); THROW; END CATCH; RAISERROR ('%d', 9, 1, 2)",
            "DECLARE @r int EXEC @r = master.dbo.sp_x @a = 1, @b = N'y', @c = @r OUTPUT, DEFAULT WITH RECOMPILE RETURN",
            "DECLARE @t TABLE (a int PRIMARY KEY) INSERT @t VALUES (1) SELECT a INTO #x FROM @t WAITFOR DELAY '0:0:1'",
            "DECLARE @d sysname = 'x' BACKUP DATABASE @d TO DISK = @d WITH NAME = @d, STATS = 5 EXEC ('a' + @d)",
            "SET QUOTED_IDENTIFIER OFF SELECT \"it's\" BEGIN TRAN SAVE TRAN s ROLLBACK TRAN s COMMIT",
            "DECLARE @s varchar(9) SELECT @s = name, @s += 'x' FROM sys.databases ORDER BY 1");

    private final BatchParser parser = new BatchParser();

    @Test
    void statementsAreCutWhereTheyEnd() throws SqlError {
        assertThat(BATCHES.stream().map(this::count)).containsExactly(2, 1, 2, 3, 4, 3, 6, 2);
    }

    private int count(String batch) {
        try {
            return parser.parse(batch).size();
        } catch (SqlError refused) {
            throw new AssertionError(batch, refused);
        }
    }

    @Test
    void variablesAreKnownFromTheirDeclarationOn() {
        assertRefused("SELECT @a DECLARE @a int", 137);
        assertRefused("DECLARE @a int DECLARE @A int", 134);
        assertRefused("DECLARE @a int DECLARE @a TABLE (x int)", 134);
        assertRefused("DECLARE @a int SELECT * FROM @a", 1087);
        assertRefused("DECLARE @a TABLE (x int) SELECT @a", 137);
        assertRefused("SELECT x.a FROM (SELECT @q = 1) AS x", 137);
        assertRefused("DECLARE @q int SELECT 1 UNION SELECT @q = 1", 102);
        assertRefused("BACKUP DATABASE @d TO DISK = 'x'", 137);
    }

    @Test
    void parametersAreDeclaredAlready() throws SqlError {
        assertThat(parser.parse("SELECT @P0", new ParseRules(Quotes.NAMES, Set.of("@p0"))))
                .hasSize(1);
        List<ParameterDefinition> parameters =
                parser.parameters("@a int, @b AS nvarchar(max) OUTPUT,@c decimal(9,2) out");
        assertThat(parameters)
                .extracting(parameter -> parameter.name().text() + " " + parameter.direction())
                .containsExactly("@a IN", "@b OUTPUT", "@c OUTPUT");
        assertThat(parser.parameters(" ")).isEmpty();
        assertThatThrownBy(() -> parser.parameters("@a int, @a int")).isInstanceOf(SqlError.class);
        assertThatThrownBy(() -> parser.parameters("@a int; DROP TABLE t")).isInstanceOf(SqlError.class);
    }

    @Test
    void doubleQuotesMeanWhatTheSessionSays() throws SqlError {
        ParseRules strings = new ParseRules(Quotes.STRINGS, Set.of());
        assertThat(parser.parse("PRINT \"a 'quoted' text\"", strings)).hasSize(1);
        assertThat(((Print) parser.parse("PRINT \"x\"", strings).get(0)).message())
                .isInstanceOf(Expression.StringLiteral.class);
        Print after = (Print) parser.parse("SET ANSI_NULLS, QUOTED_IDENTIFIER ON PRINT \"x\"", strings)
                .get(2);
        assertThat(after.message()).isInstanceOf(Expression.ColumnReference.class);
    }

    @Test
    void nestingHasABound() {
        assertRefused("IF 1 = 1 ".repeat(5000) + "PRINT 1", 191);
        assertRefused("BEGIN ".repeat(5000) + "PRINT 1" + " END".repeat(5000), 191);
        assertRefused("BEGIN TRY ".repeat(5000), 191);
        assertRefused("WHILE 1 = 1 ".repeat(100_000), 191);
    }

    @Test
    void valuesArePutInWhereVariablesStood() throws SqlError {
        String batch = "DECLARE @d sysname, @f nvarchar(99), @n int"
                + " RESTORE DATABASE @d FROM DISK = @f WITH FILE = @n, MOVE @d TO @f";
        WithVariables restore = (WithVariables) parser.parse(batch).get(1);
        assertThat(restore.template().variables()).containsExactlyInAnyOrder("@d", "@f", "@n");
        RestoreDatabase made = (RestoreDatabase)
                restore.template().fill(java.util.Map.of("@d", "we]ird 'name", "@f", "/a 'b'", "@n", "3"));
        assertThat(made.database().text()).isEqualTo("we]ird 'name");
        assertThat(made.devices()).hasToString("[DISK = '/a ''b''']");
        assertThatThrownBy(() -> restore.template().fill(java.util.Map.of("@d", "x", "@f", "y", "@n", "0")))
                .isInstanceOf(SqlError.class);
        assertRefused("DECLARE @p nvarchar(9) CREATE MASTER KEY ENCRYPTION BY PASSWORD = @p", 102);
        assertRefused("DECLARE @p sysname BACKUP CERTIFICATE @p TO FILE = 'x'", 102);
    }

    private void assertRefused(String batch, int number) {
        assertThatThrownBy(() -> parser.parse(batch))
                .isInstanceOfSatisfying(
                        SqlError.class,
                        error -> assertThat(error.number())
                                .as(batch.substring(0, Math.min(80, batch.length())))
                                .isEqualTo(number));
    }

    @Test
    void mutatedAndShuffledBatchesGiveStatementsOrErrors() {
        long seed = Long.getLong("seed", 20261125L);
        Random random = new Random(seed);
        String words = String.join(" ", BATCHES);
        List<String> tokens = List.of(words.split(" "));
        for (int round = 0; round < 6000; round++) {
            StringBuilder text = new StringBuilder();
            if (round % 2 == 0) {
                text.append(BATCHES.get(random.nextInt(BATCHES.size())));
                for (int change = 0; change < 3; change++) {
                    text.setCharAt(random.nextInt(text.length()), "'\"[](),=;@ x1-/*#".charAt(random.nextInt(17)));
                }
            } else {
                for (int i = random.nextInt(30); i >= 0; i--) {
                    text.append(tokens.get(random.nextInt(tokens.size()))).append(' ');
                }
            }
            try {
                assertThat(parser.parse(text.toString())).isNotNull();
            } catch (SqlError expected) {
                assertThat(expected.number()).as("seed %d: %s", seed, text).isPositive();
            }
        }
    }
}
