package dev.coffer.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.app.Answers;
import dev.coffer.app.TestInstance;
import dev.coffer.result.SqlType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HASHBYTES hashes what SQL Server would hash, of the same type; Java's digests are the other opinion. */
class HashBytesTest {

    @RegisterExtension
    private static final TestInstance TEST = TestInstance.forAllTests();

    private static final String TEXT = "Ångström žluť 漢字 😀";

    private Session session;

    private static String digest(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    private static String of(String text, Charset charset) throws Exception {
        return digest("SHA-256", text.getBytes(charset));
    }

    private String answer(String batch) {
        Answers answers = TestInstance.run(session, batch);
        if (!answers.errors().isEmpty()) {
            return "Msg " + answers.errors().get(0).number();
        }
        return answers.rows(0).get(0).get(0) instanceof byte[] bytes
                ? HexFormat.of().formatHex(bytes)
                : "null";
    }

    @Test
    void theTypeDecidesWhichBytesAreHashed() throws Exception {
        session = TEST.newSession();
        String sha256 = "SELECT HASHBYTES('SHA2_256', ";
        assertThat(answer(sha256 + "'" + TEXT + "')")).isEqualTo(of(TEXT, StandardCharsets.UTF_8));
        assertThat(answer(sha256 + "(N'" + TEXT + "'))")).isEqualTo(of(TEXT, StandardCharsets.UTF_16LE));
        assertThat(answer(sha256 + "N'')")).isEqualTo(of("", StandardCharsets.UTF_8));
        assertThat(answer("DECLARE @n nvarchar(40) = '" + TEXT + "'; " + sha256 + "@n)"))
                .isEqualTo(of(TEXT, StandardCharsets.UTF_16LE));
        assertThat(answer(sha256 + "CAST(N'" + TEXT + "' AS varchar(40)))"))
                .isEqualTo(of(TEXT, StandardCharsets.UTF_8));
        assertThat(answer(sha256 + "CAST('ab' AS char(4)))")).isEqualTo(of("ab  ", StandardCharsets.UTF_8));
        assertThat(answer(sha256 + "0x00FF)")).isEqualTo(digest("SHA-256", new byte[] {0, -1}));
        assertThat(answer(sha256 + "NULL)")).isEqualTo("null");
    }

    @Test
    void columnsHaveTheirDeclaredTypes() throws Exception {
        session = TEST.newSession();
        assertThat(TestInstance.run(session, """
                CREATE TABLE #t (v varchar(40), n nvarchar(40), c nchar(4), b varbinary(9), i int)
                INSERT #t VALUES ('abc', 'abc', 'ab', 0x0102, 1)""").errors()).isEmpty();
        assertThat(answer("SELECT HASHBYTES('SHA2_256', v) FROM #t")).isEqualTo(of("abc", StandardCharsets.UTF_8));
        assertThat(answer("SELECT HASHBYTES('SHA2_256', t.n) FROM #t AS t"))
                .isEqualTo(of("abc", StandardCharsets.UTF_16LE));
        assertThat(answer("SELECT HASHBYTES('SHA2_256', c) FROM #t")).isEqualTo(of("ab  ", StandardCharsets.UTF_16LE));
        assertThat(answer("SELECT HASHBYTES('SHA2_256', b) FROM #t")).isEqualTo(digest("SHA-256", new byte[] {1, 2}));
        assertThat(answer("SELECT HASHBYTES('SHA2_256', x) FROM (SELECT 'x' + v AS x FROM #t) AS d"))
                .isEqualTo(of("xabc", StandardCharsets.UTF_8));
        assertThat(answer("SELECT HASHBYTES('SHA2_256', i) FROM #t")).isEqualTo("Msg 8116");
        assertThat(answer("SELECT HASHBYTES('SHA2_256', v + 'x') FROM #t")).isEqualTo("Msg 49900");
        assertThat(answer("SELECT HASHBYTES('SHA2_256', UPPER(v)) FROM #t")).isEqualTo("Msg 49900");
    }

    @Test
    void everyAlgorithmHasItsDigest() throws Exception {
        session = TEST.newSession();
        // Around the length from which on a padded message takes one block more.
        for (int length : new int[] {0, 3, 55, 56, 63, 64, 119, 120, 1000}) {
            byte[] bytes = "a".repeat(length).getBytes(StandardCharsets.US_ASCII);
            String hashed = "', '" + "a".repeat(length) + "')";
            assertThat(answer("SELECT HASHBYTES('SHA1" + hashed)).isEqualTo(digest("SHA-1", bytes));
            assertThat(answer("SELECT HASHBYTES('sha2_512" + hashed)).isEqualTo(digest("SHA-512", bytes));
            assertThat(answer("SELECT HASHBYTES('MD5" + hashed)).isEqualTo(digest("MD5", bytes));
        }
        assertThat(answer("SELECT HASHBYTES('MD4', 'a')")).isEqualTo("Msg 49900");
        assertThat(answer("DECLARE @a varchar(9) = 'MD5'; SELECT HASHBYTES(@a, 'a')"))
                .isEqualTo("Msg 49900");
        assertThat(TestInstance.run(session, "SELECT HASHBYTES('MD5', 'a')")
                        .columns(0)
                        .get(0)
                        .type())
                .isEqualTo(SqlType.sized("varbinary", 8000));
    }
}
