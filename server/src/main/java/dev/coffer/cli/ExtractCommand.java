package dev.coffer.cli;

import dev.coffer.bytes.Hex;
import dev.coffer.crypto.Digests;
import dev.coffer.media.BackupSet;
import dev.coffer.media.ChunkOpener;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.Identity;
import dev.coffer.media.SignerTrust;
import dev.coffer.media.Suite;
import dev.coffer.media.UntrustedSigner;
import dev.coffer.media.WrongKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coffer extract}: a backup's payload, unsealed with a key file and without an instance. */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        versionProvider = CofferVersion.class,
        description = {
            "Unseals one backup set: to a folder that does not exist yet, or to a file whose name ends in .tar.",
            "A full backup is a data directory on which PostgreSQL of the same major version starts.",
            ""
        },
        footer = {
            "",
            "The signer is trusted when the key that opens the backup vouches for it, or when --signer names it.",
            "",
            "Exit codes: 0 done; 1 a file cannot be read or written; 2 a wrong command line; 4 a signer nobody",
            "            vouches for; 5 damaged or cut; 6 not a backup of Coffer; 7 the key does not open it."
        })
final class ExtractCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "The backup file, or its URL; all of them, in any order, when the backup lies in several.")
    private List<String> files = List.of();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The private key: PFX, PKCS#8, PVK or PEM. Its password comes from --key-password-file, from "
                    + KeySource.PASSWORD_VARIABLE + " or is asked for.")
    private @Nullable Path key;

    @Option(
            names = "--certificate",
            paramLabel = "CERT",
            description = "The key's certificate, needed for elliptic-curve keys that come without one.")
    private @Nullable Path certificate;

    @Option(
            names = "--key-password-file",
            paramLabel = "FILE",
            description = "The key's password in UTF-8; line ends behind it do not count.")
    private @Nullable Path passwordFile;

    @Option(names = "--signer", paramLabel = "CERT", description = "A signing certificate to trust.")
    private @Nullable Path signer;

    @Option(
            names = "--position",
            paramLabel = "N",
            description = "The backup set's position in the file (default: ${DEFAULT-VALUE}).")
    private int position = 1;

    @Option(names = "--to", paramLabel = "TARGET", required = true, description = "A new folder, or a new .tar file.")
    private Path target = Path.of("");

    @Mixin
    private final FilePlaces places;

    private final Terminal terminal;

    ExtractCommand(Terminal terminal, RemoteOpener remotes) {
        this.terminal = terminal;
        this.places = new FilePlaces(terminal, remotes);
    }

    @Override
    public Integer call() {
        try (BackupFiles backup = BackupFiles.open(files, places)) {
            return extract(backup.set(position));
        } catch (DamagedMedia e) {
            return failed(String.valueOf(e.getMessage()), BackupFile.exitCode(e));
        } catch (PayloadStream.Damaged e) {
            return failed(String.valueOf(e.getMessage()), ExitCodes.DAMAGED);
        } catch (WrongKey e) {
            return failed(String.valueOf(e.getMessage()), ExitCodes.WRONG_KEY);
        } catch (KeySource.Unusable e) {
            return failed(String.valueOf(e.getMessage()), ExitCodes.WRONG_KEY);
        } catch (UntrustedSigner e) {
            return failed(
                    e.getMessage() + ". Give the signing certificate of the server with --signer.",
                    ExitCodes.FOREIGN_SIGNER);
        } catch (IOException e) {
            return failed(BackupFile.reason(e), ExitCodes.FAILED);
        }
    }

    private int extract(BackupSet set) throws IOException, DamagedMedia, WrongKey, UntrustedSigner, KeySource.Unusable {
        try (BackupSet.OpenSet open = set.open(identities(set), trust(), Optional.empty());
                ChunkOpener opener = open.newOpener();
                PayloadStream payload = new PayloadStream(set, opener)) {
            new PayloadTarget(target).write(payload);
        }
        terminal.out()
                .println("Set " + position + " of " + names() + " is in " + target + ", "
                        + PlainText.size(set.trailer().payloadBytes()) + ".");
        return ExitCodes.OK;
    }

    private List<Identity> identities(BackupSet set) throws IOException, KeySource.Unusable {
        if (set.core().suite() == Suite.NONE) {
            return List.of();
        }
        if (key == null) {
            throw new KeySource.Unusable("The backup is encrypted: give the key with --key.");
        }
        return List.of(new KeySource(terminal, key, certificate, passwordFile).identity());
    }

    private SignerTrust trust() throws IOException {
        if (signer == null) {
            return publicKey -> false;
        }
        String trusted = SignerFile.fingerprint(signer);
        return publicKey ->
                Hex.of(Digests.sha256(publicKey)).toUpperCase(Locale.ROOT).equals(trusted);
    }

    private int failed(String reason, int code) {
        terminal.err().println(names() + ": " + reason);
        return code;
    }

    private String names() {
        return String.join(", ", files);
    }
}
