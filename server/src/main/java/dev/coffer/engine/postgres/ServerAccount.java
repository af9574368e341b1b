package dev.coffer.engine.postgres;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The operating system user that PostgreSQL runs as: this process's own, or another one when this process is root
 * (which PostgreSQL refuses to run as). Immutable.
 */
final class ServerAccount {

    /** An account with a passwd entry, which initdb asks for and the server does not. */
    private static final String INITDB_USER = "nobody";

    private static final int INITDB_GID = 65534;

    private final OptionalInt otherUid;
    private final int otherGid;

    private ServerAccount(OptionalInt otherUid, int otherGid) {
        this.otherUid = otherUid;
        this.otherGid = otherGid;
    }

    /** @throws IllegalArgumentException when root names no other user, or somebody else than root names one */
    static ServerAccount of(PostgresSettings settings) throws IOException {
        boolean root = PostgresSettings.currentUid() == 0;
        OptionalInt uid = settings.serverUid();
        if (root && (uid.isEmpty() || uid.getAsInt() <= 0)) {
            throw new IllegalArgumentException("PostgreSQL does not run as root: serverUid must name another user");
        }
        if (!root && uid.isPresent() && uid.getAsInt() != PostgresSettings.currentUid()) {
            throw new IllegalArgumentException("Only root can run PostgreSQL as user " + uid.getAsInt());
        }
        return new ServerAccount(root ? uid : OptionalInt.empty(), uid.orElse(0));
    }

    /** This process's own user: what it creates stays its own. */
    static ServerAccount thisProcess() {
        return new ServerAccount(OptionalInt.empty(), 0);
    }

    /** Whoever owns that folder, as far as this process can give files away: root can. */
    static ServerAccount ownerOf(Path folder) throws IOException {
        int owner = (Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        int group = (Integer) Files.getAttribute(folder, "unix:gid", LinkOption.NOFOLLOW_LINKS);
        boolean gives = PostgresSettings.currentUid() == 0 && owner != 0;
        return new ServerAccount(gives ? OptionalInt.of(owner) : OptionalInt.empty(), group);
    }

    boolean isOther() {
        return otherUid.isPresent();
    }

    int uid() throws IOException {
        return otherUid.isPresent() ? otherUid.getAsInt() : PostgresSettings.currentUid();
    }

    /**
     * The words before the server's own command line: a session of its own, so that Ctrl-C reaches this process alone,
     * no rights it does not need, and SIGINT (a fast, clean shutdown) when the thread that started it ends. A process
     * in the background inherits an ignored SIGINT; the server would miss one that comes before it listens.
     */
    List<String> serverPrefix() {
        List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT", "setsid", "setpriv"));
        otherUid.ifPresent(uid -> words.addAll(switchTo(Integer.toString(uid), uid)));
        words.addAll(List.of("--no-new-privs", "--pdeathsig", "INT"));
        return List.copyOf(words);
    }

    /** The words before initdb's command line. */
    List<String> initdbPrefix() {
        List<String> words = new ArrayList<>();
        if (isOther()) {
            words.add("setpriv");
            words.addAll(switchTo(INITDB_USER, INITDB_GID));
            words.add("--no-new-privs");
        } else if (hasNoName()) {
            // A container's bare user id: in a user namespace of its own initdb meets an id that has a name.
            words.addAll(List.of("unshare", "--user", "--map-user=" + INITDB_GID, "--map-group=" + INITDB_GID));
        }
        return List.copyOf(words);
    }

    /** Whether this process's user id has no passwd entry: Java then has no name for it. */
    static boolean hasNoName() {
        return System.getProperty("user.name", "?").equals("?");
    }

    private static List<String> switchTo(String user, int gid) {
        return List.of(
                "--reuid",
                user,
                "--regid",
                Integer.toString(gid),
                "--clear-groups",
                "--inh-caps=-all",
                "--bounding-set=-all");
    }

    /** Makes initdb's user the owner of the folder; nothing when initdb runs as this process. */
    void giveToInitdb(Path folder) throws IOException {
        if (isOther()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(INITDB_USER));
        }
    }

    /** Makes the server the owner of one file or folder, without following a link. */
    void own(Path path) throws IOException {
        if (otherUid.isPresent()) {
            Files.setAttribute(path, "unix:uid", otherUid.getAsInt(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", otherGid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Makes the server the owner of a file or folder that was opened in its folder. */
    void own(PosixFileAttributeView file) throws IOException {
        if (otherUid.isPresent()) {
            UserPrincipalLookupService names = FileSystems.getDefault().getUserPrincipalLookupService();
            // A number that has no name is taken for the id.
            file.setGroup(names.lookupPrincipalByGroupName(Integer.toString(otherGid)));
            file.setOwner(names.lookupPrincipalByName(Integer.toString(otherUid.getAsInt())));
        }
    }

    /** Lets the server read a file or folder that stays this process's own; nothing when it runs as this process. */
    void letRead(Path path) throws IOException {
        if (otherUid.isPresent()) {
            Files.setAttribute(path, "unix:gid", otherGid, LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
            mode.add(PosixFilePermission.GROUP_READ);
            if (mode.contains(PosixFilePermission.OWNER_EXECUTE)) {
                mode.add(PosixFilePermission.GROUP_EXECUTE);
            }
            Files.setPosixFilePermissions(path, mode);
        }
    }

    /** A new folder that belongs to the server alone (0700). */
    void createFolder(Path folder) throws IOException {
        Files.createDirectory(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        own(folder);
    }
}
