package dev.coffer.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.cli.CofferCommand;
import dev.coffer.cli.Terminal;
import dev.coffer.storage.azure.Azurite;
import dev.coffer.storage.objects.Uploads;
import dev.coffer.storage.s3.S3Mock;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** inspect, verify and extract on URLs, without an instance. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OffSiteCommandsTest {

    @RegisterExtension
    static final Azurite AZURITE = new Azurite();

    @RegisterExtension
    static final S3Mock S3MOCK = new S3Mock();

    @RegisterExtension
    final TestInstance instance = new TestInstance();

    /** What a run of the program left behind. */
    private record Run(int code, String text) {}

    private static Run run(String secret, Object... words) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                out,
                out,
                false,
                name -> name.equals("COFFER_URL_SECRET") ? secret : null);
        String[] arguments = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].toString();
        }
        int code = CofferCommand.commandLine(
                        request -> {
                            throw new AssertionError("No instance is needed");
                        },
                        request -> {
                            throw new AssertionError("No server is needed");
                        },
                        authorities -> new ObjectStores(authorities, Uploads.forgotten(Clock.systemUTC())),
                        terminal)
                .execute(arguments);
        return new Run(code, text.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theyReadWhatABackupWrote() throws Exception {
        String name = "c" + UUID.randomUUID();
        String container = AZURITE.container(name);
        OffsetDateTime hence = OffsetDateTime.now(ZoneOffset.UTC).plusHours(1);
        String signature = AZURITE.signature(name, "rwdl", hence);
        instance.run("CREATE DATABASE shop");
        Path trusted = Files.createDirectories(instance.dataFolder().resolve("ca-certificates"));
        Files.copy(S3MOCK.authorities().resolve("s3mock.pem"), trusted.resolve("s3mock.pem"));
        String s3 = S3MOCK.url() + "/" + name + "/shop.bak";
        instance.run(
                "CREATE CREDENTIAL [" + container + "] WITH IDENTITY = 'SHARED ACCESS SIGNATURE', SECRET = '"
                        + signature + "'",
                "CREATE CREDENTIAL [" + S3MOCK.url() + "] WITH IDENTITY = 'S3 Access Key', SECRET = '" + S3Mock.SECRET
                        + "'",
                "BACKUP DATABASE shop TO URL = '" + container + "/shop.bak' WITH COMPRESSION",
                "BACKUP DATABASE shop TO URL = '" + s3 + "' WITH COMPRESSION");
        Path signer = instance.dataFolder().resolve("signing.cer");
        Run signed = run(signature, "verify", container + "/shop.bak", "--signer", signer);
        assertThat(signed.text()).contains("intact", "as it should be");
        assertThat(signed.code()).isZero();
        Run keyed = run(AZURITE.key(), "inspect", container + "/shop.bak", "--account", Azurite.ACCOUNT);
        assertThat(keyed.text()).contains("full backup of database 'shop'");
        Path secret = Files.writeString(instance.folder().resolve("secret"), S3Mock.SECRET + "\n");
        Path tar = instance.folder().resolve("shop.tar");
        Run extracted = run(
                "",
                "extract",
                s3,
                "--to",
                tar,
                "--signer",
                signer,
                "--secret-file",
                secret,
                "--ca-certificates",
                trusted);
        assertThat(extracted.text()).contains("is in " + tar);
        assertThat(Files.size(tar)).isGreaterThan(1 << 20);
        Run refused = run(AZURITE.signature(name, "rwdl", hence.minusHours(2)), "verify", container + "/shop.bak");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.text()).contains("HTTP 403").doesNotContain("sig=");
        assertThat(run("", "inspect", s3, "--ca-certificates", trusted).text())
                .contains("set COFFER_URL_SECRET or give --secret-file");
        assertThat(run(S3Mock.SECRET, "inspect", s3 + "x", "--ca-certificates", trusted)
                        .text())
                .contains("The object does not exist");
    }
}
