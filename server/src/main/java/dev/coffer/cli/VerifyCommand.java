package dev.coffer.cli;

import dev.coffer.media.BackupSet;
import dev.coffer.media.ChunkRef;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaLabel;
import dev.coffer.media.Suite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coffer verify}: every sealed byte and every signature, without the key that decrypts. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        versionProvider = CofferVersion.class,
        description = {
            "Reads every byte of a backup and checks it against the signed footer. Needs no key that decrypts.",
            "Of a backup in several files, name all of them: it says whether they belong together and one is missing.",
            "A signature proves where a backup comes from only to somebody who knows the signer: give --signer.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 intact, and signed by --signer; 3 intact, but the signer was not checked;",
            "            4 intact, but somebody else signed it; 5 damaged or cut; 6 not a backup of Coffer;",
            "            1 a file cannot be read; 2 a wrong command line. Of several files, the worst counts."
        })
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = FilePlaces.DESCRIPTION)
    private List<String> files = List.of();

    @Option(
            names = "--signer",
            paramLabel = "CERT",
            description =
                    "The signing certificate of the server that wrote the backup, signing.cer in its data folder.")
    private @Nullable Path signer;

    /** Parts of backups that lie in several files, by backup. */
    private final Map<String, List<BackupSet>> striped = new TreeMap<>();

    @Mixin
    private final FilePlaces places;

    private final Terminal terminal;

    VerifyCommand(Terminal terminal, RemoteOpener remotes) {
        this.terminal = terminal;
        this.places = new FilePlaces(terminal, remotes);
    }

    @Override
    public Integer call() {
        String trusted = null;
        if (signer != null) {
            try {
                trusted = SignerFile.fingerprint(signer);
            } catch (IOException e) {
                terminal.err().println("coffer: " + BackupFile.reason(e));
                return ExitCodes.FAILED;
            }
        }
        int code = ExitCodes.OK;
        for (String file : files) {
            code = worse(code, verify(file, trusted));
        }
        return worse(code, verifyTogether());
    }

    /** Of a backup in several files, that all of them are here: each may be intact, and the backup lost. */
    private int verifyTogether() {
        int code = ExitCodes.OK;
        for (Map.Entry<String, List<BackupSet>> backup : striped.entrySet()) {
            try {
                BackupSet whole = BackupFiles.joined(backup.getValue());
                int count = whole.core().label().familyCount();
                terminal.out().println(backup.getKey() + ": all " + count + " families are here");
            } catch (DamagedMedia incomplete) {
                terminal.err().println(backup.getKey() + ": " + incomplete.getMessage());
                code = ExitCodes.DAMAGED;
            }
        }
        return code;
    }

    private void remember(BackupSet set) {
        MediaLabel label = set.core().label();
        if (label.familyCount() > 1) {
            String name =
                    "Media set " + label.mediaSetGuid() + ": set " + set.core().position();
            striped.computeIfAbsent(name, any -> new ArrayList<>()).add(set);
        }
    }

    /** A file that was not read may be anything: that outweighs what is known to be intact. */
    static int worse(int one, int other) {
        boolean unread = Math.min(one, other) == ExitCodes.FAILED && Math.max(one, other) <= ExitCodes.FOREIGN_SIGNER;
        return unread ? ExitCodes.FAILED : Math.max(one, other);
    }

    private int verify(String file, @Nullable String trusted) {
        return BackupFile.read(file, places, terminal.err(), backup -> {
            int code = backup.reportDamage(file, terminal.err());
            for (BackupSet set : backup.media().sets()) {
                remember(set);
                code = worse(code, verify(file, backup, set, trusted));
            }
            if (backup.media().sets().isEmpty() && backup.media().tornTail().isEmpty()) {
                // All sets cut off at once leave a label that fits: silence would pass for "intact".
                terminal.err().println(file + ": It holds no backup set");
                code = ExitCodes.DAMAGED;
            }
            return code;
        });
    }

    private int verify(String file, BackupFile backup, BackupSet set, @Nullable String trusted) throws IOException {
        String name = file + ": set " + set.core().position() + ": ";
        try {
            set.checkSignature();
            if (set.core().suite() != Suite.NONE) {
                set.checkSlotAreas();
            }
            Iterator<ChunkRef> chunks = set.chunks();
            ByteBuffer buffer = ByteBuffer.allocate(0);
            while (chunks.hasNext()) {
                ChunkRef chunk = chunks.next();
                if (buffer.capacity() < chunk.lengthBytes()) {
                    buffer = ByteBuffer.allocate(chunk.lengthBytes());
                }
                buffer.clear().limit(chunk.lengthBytes());
                backup.bytes().readFully(chunk.offset(), buffer);
                set.checkChunk(chunk, buffer.flip());
            }
        } catch (DamagedMedia e) {
            terminal.err().println(name + e.getMessage());
            return ExitCodes.DAMAGED;
        }
        return verdict(name, set, trusted);
    }

    private int verdict(String name, BackupSet set, @Nullable String trusted) {
        String whole = name + "intact, " + PlainText.size(set.sizeBytes()) + ", signed by 0x" + set.signerFingerprint();
        if (trusted == null) {
            terminal.out().println(whole + ", signer not checked");
            return ExitCodes.SIGNER_NOT_CHECKED;
        }
        if (!trusted.equals(set.signerFingerprint())) {
            terminal.out().println(whole + ", which is not the signer that was named");
            return ExitCodes.FOREIGN_SIGNER;
        }
        terminal.out().println(whole + ", as it should be");
        return ExitCodes.OK;
    }
}
