package dev.coffer.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.crypto.Argon2;
import dev.coffer.crypto.RandomSource;
import dev.coffer.crypto.SealBroken;
import dev.coffer.engine.HostedDatabase.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Somebody who can write the catalogue's rows changes, swaps or rolls back the sealed copies of master keys. */
class TamperedMasterKeyTest extends KeyFixture {

    @Test
    void aChangedCopyOfTheServiceMasterKeyIsNamed() throws Exception {
        createMasterKey("master");
        byte[] sealed = bytes("SELECT sealed FROM coffer.master_key_copy");
        for (int at = 0; at < sealed.length; at++) {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            putCopies(flipped);
            assertNumber(49910, () -> stage.keys().masterKeys().require("master"));
        }
        putCopies(Arrays.copyOf(sealed, sealed.length - 1));
        assertNumber(49910, () -> stage.keys().masterKeys().require("master"));
        putCopies(sealed);
        assertOpens("master");
    }

    @Test
    void copiesSwappedBetweenDatabasesOpenNeither() throws Exception {
        createMasterKey("master");
        stage.createDatabase("Swap");
        createMasterKey("Swap");
        assertThat(stage.tamper("UPDATE coffer.master_key_copy c SET sealed ="
                        + " (SELECT sealed FROM coffer.master_key_copy WHERE master_key_guid <> c.master_key_guid)"))
                .isEqualTo(2);
        assertNumber(49910, () -> stage.keys().masterKeys().require("master"));
        assertNumber(49910, () -> stage.keys().masterKeys().require("swap"));
    }

    @Test
    void theMasterKeyOfAnotherDatabaseOpensNothingHere() throws Exception {
        createMasterKey("master");
        stage.keys().certificates().create("master", KeyStage.selfSigned("C"));
        stage.createDatabase("Donor");
        createMasterKey("Donor");
        String donor = text("SELECT master_key_guid::text FROM coffer.master_key_copy WHERE database_id IS NOT NULL");
        stage.tamper("DELETE FROM coffer.master_key_password");
        stage.tamper("UPDATE coffer.master_key SET guid = '" + donor + "'");
        assertNumber(49910, () -> stage.keys().masterKeys().require("master"));
        try (HierarchyKey key = stage.keys().masterKeys().require("donor")) {
            stage.tamper("UPDATE coffer.master_key SET key_id = '" + key.id() + "'");
        }
        KnownCertificate known = stage.keys().certificates().require("master", "C", "find");
        assertNumber(49910, () -> stage.keys().certificates().privateKey(known, Optional.empty()));
    }

    @Test
    void aCopyRolledBackToADroppedMasterKeyIsNotTakenForTheNewOne() throws Exception {
        createMasterKey("master");
        byte[] old = bytes("SELECT sealed FROM coffer.master_key_copy");
        stage.keys().masterKeys().drop("master");
        createMasterKey("master");
        putCopies(old);
        assertNumber(49910, () -> stage.keys().masterKeys().require("master"));
    }

    @Test
    void aChangedSwappedOrRolledBackPasswordSealOpensNothing() throws Exception {
        createMasterKey("master");
        byte[] sealed = bytes("SELECT sealed FROM coffer.master_key_password");
        UUID guid = UUID.fromString(text("SELECT guid::text FROM coffer.master_key"));
        PasswordSealing sealing = new PasswordSealing(Argon2.Cost.PASSWORD_SEAL, new RandomSource());
        assertThat(openByPassword(sealing, guid, sealed)).isTrue();
        assertThat(openByPassword(sealing, UUID.randomUUID(), sealed))
                .as("another database's")
                .isFalse();
        for (int at : new int[] {0, 1, sealed.length / 2, sealed.length - 1}) {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            assertThat(openByPassword(sealing, guid, flipped)).as("byte " + at).isFalse();
        }
        stage.keys().masterKeys().drop("master");
        createMasterKey("master");
        UUID now = UUID.fromString(text("SELECT guid::text FROM coffer.master_key"));
        assertThat(openByPassword(sealing, now, sealed)).as("rolled back").isFalse();
    }

    private static boolean openByPassword(PasswordSealing sealing, UUID guid, byte[] sealed) {
        try (SecretBytes password = KeyStage.secret(PASSWORD);
                SecretBytes opened = sealing.open(SealedObject.of(SealedKind.MASTER_KEY, guid), sealed, password)) {
            return opened.length() == HierarchyKey.KEY_BYTES;
        } catch (SealBroken broken) {
            return false;
        }
    }

    private static void assertOpens(String database) {
        assertThatCode(() -> stage.keys().masterKeys().require(database).close())
                .doesNotThrowAnyException();
    }

    private static void putCopies(byte[] sealed) throws Exception {
        assertThat(stage.tamper("UPDATE coffer.master_key_copy SET sealed = '\\x"
                        + HexFormat.of().formatHex(sealed) + "'"))
                .isEqualTo(1);
    }

    private static byte[] bytes(String query) throws Exception {
        return HexFormat.of().parseHex(text(query.replace("SELECT sealed", "SELECT encode(sealed, 'hex')")));
    }

    private static String text(String query) throws Exception {
        try (Connection connection = stage.catalog().masterDatabase().connect(Role.OWNER);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
