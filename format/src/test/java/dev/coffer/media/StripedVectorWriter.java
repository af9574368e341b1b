package dev.coffer.media;

import dev.coffer.crypto.KeyKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Wrote the vectors of a backup in several files, once. Run by hand with the folder as argument, never by the build:
 * vectors that change with the code show nothing.
 */
final class StripedVectorWriter {

    private StripedVectorWriter() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Files.createDirectory(folder);
        TestKeys signer = TestKeys.of(KeyKind.EC_P384, "Vector signer");
        TestKeys ec = TestKeys.of(KeyKind.EC_P256, "Vector EC");
        byte[] payload = TestSets.payload(4500, 17);
        Files.write(folder.resolve("signer.cer"), signer.certificateDer());
        Files.write(folder.resolve("ec.pk8"), ec.pair().getPrivate().getEncoded());
        Files.write(folder.resolve("payload"), payload);
        List<Recipient> to = List.of(ec.recipient("ec"));
        List<byte[]> whole = TestSets.striped(3, new UUID(4, 2), Suite.AES_256_GCM, payload, to, signer.signer());
        for (int number = 1; number <= 3; number++) {
            Files.write(folder.resolve("family-" + number + ".bak"), whole.get(number - 1));
        }
        List<byte[]> other = TestSets.striped(3, new UUID(4, 3), Suite.AES_256_GCM, payload, to, signer.signer());
        Files.write(folder.resolve("other-2.bak"), other.get(1));
    }
}
