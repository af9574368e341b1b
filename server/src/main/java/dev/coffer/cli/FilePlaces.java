package dev.coffer.cli;

import dev.coffer.bytes.SecretBytes;
import dev.coffer.storage.Location;
import dev.coffer.storage.RemoteAccess;
import dev.coffer.storage.RemoteAccess.Buckets;
import dev.coffer.storage.RemoteAccess.Dialect;
import dev.coffer.storage.RemoteAccess.Service;
import dev.coffer.storage.RemoteAccess.Tuning;
import dev.coffer.storage.Store;
import dev.coffer.storage.StoredFile;
import dev.coffer.storage.disk.DiskStore;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where backup files lie: on the disk, or at URLs, which a secret opens that never stands on the command line, where
 * every process could read it. Confined to one thread.
 */
final class FilePlaces {

    static final String SECRET_VARIABLE = "COFFER_URL_SECRET";

    /** Of files that are named on the command line. */
    static final String DESCRIPTION = "Backup files; URLs that begin with https:// or s3:// too.";

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description =
                    "Of https:// URLs: the secret is this account's key. Without it, it is a shared access signature.")
    private @Nullable String account;

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description =
                    "What opens URLs, in UTF-8: a shared access signature, an account's key, or for s3:// a key id,"
                            + " a colon and a secret key. Otherwise it comes from " + SECRET_VARIABLE
                            + " or is asked for.")
    private @Nullable Path secretFile;

    @Option(names = "--region", paramLabel = "NAME", description = "Of s3:// URLs (default: us-east-1).")
    private @Nullable String region;

    @Option(
            names = "--url-style",
            paramLabel = "STYLE",
            description = "Of s3:// URLs: path or virtual_hosted; otherwise the URL decides.")
    private @Nullable String style;

    @Option(
            names = "--ca-certificates",
            paramLabel = "FOLDER",
            description = "PEM files of authorities that servers of URLs are trusted by.")
    private @Nullable Path authorities;

    private final Terminal terminal;
    private final RemoteOpener remotes;
    private final Map<Service, Store> opened = new EnumMap<>(Service.class);

    FilePlaces(Terminal terminal, RemoteOpener remotes) {
        this.terminal = terminal;
        this.remotes = remotes;
    }

    /** @param name a path or a URL */
    StoredFile open(String name) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("s3://")) {
            return remote(Service.S3).open(new Location(name));
        }
        if (lower.startsWith("https://") || lower.startsWith("http://")) {
            return remote(account == null ? Service.AZURE_SIGNATURE : Service.AZURE_KEY)
                    .open(new Location(name));
        }
        return DiskStore.withoutInstance()
                .open(new Location(Path.of(name).toAbsolutePath().normalize().toString()));
    }

    private Store remote(Service service) throws IOException {
        Store known = opened.get(service);
        if (known != null) {
            return known;
        }
        try (SecretBytes secret = secret()) {
            RemoteAccess access = new RemoteAccess(
                    service,
                    secretFile == null ? SECRET_VARIABLE : secretFile.toString(),
                    account == null ? "" : account,
                    secret,
                    Tuning.ORDINARY,
                    new Dialect(Optional.ofNullable(region), buckets()));
            Store store = remotes.open(Optional.ofNullable(authorities)).open(access, Cancellation.never());
            opened.put(service, store);
            return store;
        } catch (IllegalArgumentException malformed) {
            throw new IOException("The secret is not what such a URL wants; see --secret-file", malformed);
        }
    }

    private Optional<Buckets> buckets() throws IOException {
        if (style == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (style.toLowerCase(Locale.ROOT)) {
                    case "path" -> Buckets.IN_PATH;
                    case "virtual_hosted" -> Buckets.IN_HOST;
                    default -> throw new IOException("--url-style is path or virtual_hosted");
                });
    }

    private SecretBytes secret() throws IOException {
        if (secretFile != null) {
            return KeySource.wholeText(secretFile);
        }
        Optional<String> variable = terminal.variable(SECRET_VARIABLE);
        if (variable.isPresent()) {
            return SecretBytes.adopt(variable.get().getBytes(StandardCharsets.UTF_8));
        }
        return terminal.askPassword("Secret of the URL")
                .orElseThrow(() ->
                        new IOException("a URL needs a secret: set " + SECRET_VARIABLE + " or give --secret-file"));
    }
}
