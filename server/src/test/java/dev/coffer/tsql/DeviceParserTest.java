package dev.coffer.tsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coffer.errors.SqlError;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of devices, their kinds, and mirrors. */
class DeviceParserTest {

    private static Statement only(String text) throws SqlError {
        List<Statement> statements = new BatchParser().parse(text);
        assertThat(statements).hasSize(1);
        return statements.get(0);
    }

    @Test
    void everyKindOfDeviceMayStandInOneList() throws SqlError {
        RestoreVerifyOnly restore =
                (RestoreVerifyOnly) only("RESTORE VERIFYONLY FROM DISK = 'a', URL = N'https://b/c', [my device], d");

        assertThat(restore.devices()).hasToString("[DISK = 'a', URL = 'https://b/c', [my device], [d]]");
    }

    @Test
    void aUrlThatMayHoldASecretShowsItsSchemeAlone() throws SqlError {
        RestoreVerifyOnly restore = (RestoreVerifyOnly) only("RESTORE VERIFYONLY FROM"
                + " URL = 'https://b/c?sv=1&sig=Canary', URL = 's3://id:Canary@b/c', URL = 'Canary?://x'");

        assertThat(restore.devices()).hasToString("[URL = 'https://***', URL = 's3://***', URL = '***']");
    }

    @Test
    void mirrorsAreListedByTheirNumbers() throws SqlError {
        BackupDatabase backup = (BackupDatabase)
                only("BACKUP DATABASE d TO DISK = 'a', DISK = 'b' MIRROR TO m1, m2 MIRROR TO n1, n2 WITH FORMAT");

        assertThat(backup.devices().familyCount()).isEqualTo(2);
        assertThat(backup.devices().mirrors()).hasToString("[[DISK = 'a', DISK = 'b'], [[m1], [m2]], [[n1], [n2]]]");
        assertThat(backup.options().media()).isEqualTo(BackupOptions.Media.FORMAT);
    }

    @Test
    void devicesAndMirrorsAreCounted() throws SqlError {
        String devices = String.join(", ", Collections.nCopies(64, "d"));
        assertThat(((BackupDatabase) only("BACKUP DATABASE d TO " + devices))
                        .devices()
                        .familyCount())
                .isEqualTo(64);

        refuses("BACKUP DATABASE d TO " + devices + ", e", 3205);
        refuses("RESTORE HEADERONLY FROM " + devices + ", e", 3205);
        refuses("BACKUP DATABASE d TO a, b MIRROR TO c", 3010);
        refuses("BACKUP DATABASE d TO a MIRROR TO b MIRROR TO c MIRROR TO e MIRROR TO f", 3214);
        refuses("BACKUP DATABASE d TO DISK = 'a', DISK = ''", 3044);
        refuses("BACKUP DATABASE d TO DISK = 'a',", 102);
        refuses("BACKUP DATABASE d TO TAPE = 'a'", 49900);
    }

    private static void refuses(String text, int number) {
        assertThatThrownBy(() -> new BatchParser().parse(text))
                .isInstanceOfSatisfying(
                        SqlError.class, error -> assertThat(error.number()).isEqualTo(number));
    }
}
