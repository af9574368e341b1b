package dev.coffer.cli;

import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import dev.coffer.media.MediaLabel;
import dev.coffer.media.MirroredSet;
import dev.coffer.media.StripedSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of one media set, open without an instance: a file for each family, or several where mirrors are given too,
 * in any order. Confined to one thread.
 */
final class BackupFiles implements AutoCloseable {

    private final List<BackupFile> files = new ArrayList<>();

    private BackupFiles() {}

    /** @throws DamagedMedia FOREIGN when one is none of ours */
    static BackupFiles open(List<String> names, FilePlaces places) throws IOException, DamagedMedia {
        BackupFiles opened = new BackupFiles();
        boolean all = false;
        try {
            for (String name : names) {
                opened.files.add(BackupFile.open(name, places));
            }
            all = true;
            return opened;
        } finally {
            if (!all) {
                opened.close();
            }
        }
    }

    /**
     * The backup set at that position, put together from all families.
     *
     * @throws DamagedMedia when a family is missing, damaged in every mirror of it, or of another backup
     */
    BackupSet set(int position) throws IOException, DamagedMedia {
        List<BackupSet> found = new ArrayList<>();
        Optional<DamagedMedia> damage = Optional.empty();
        for (BackupFile file : files) {
            try {
                found.add(file.media().set(position));
            } catch (DamagedMedia damaged) {
                boolean mirrored = file.media().label().mirrorCount() > 1;
                if (!mirrored) {
                    throw damaged;
                }
                damage = Optional.of(damaged);
            }
        }
        if (found.isEmpty() && damage.isPresent()) {
            throw damage.get();
        }
        return joined(found);
    }

    /**
     * Puts the parts of one backup together.
     *
     * @param parts of every family at least one, in any order
     * @throws DamagedMedia INCOMPLETE when a family is missing, ALTERED when they are not of one backup
     */
    static BackupSet joined(List<BackupSet> parts) throws DamagedMedia {
        TreeMap<Integer, List<BackupSet>> byFamily = new TreeMap<>();
        for (BackupSet part : parts) {
            MediaLabel label = part.core().label();
            byFamily.computeIfAbsent(label.familyNumber(), any -> new ArrayList<>())
                    .add(part);
        }
        int count = parts.get(0).core().label().familyCount();
        List<BackupSet> families = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            List<BackupSet> mirrors = byFamily.get(number);
            if (mirrors == null) {
                throw new DamagedMedia(
                        DamagedMedia.Kind.INCOMPLETE,
                        "The backup lies in " + count + " files; that of family " + number + " was not given");
            }
            families.add(MirroredSet.of(mirrors, (mirror, why) -> {}));
        }
        return StripedSet.of(families);
    }

    @Override
    public void close() {
        files.forEach(BackupFile::close);
    }
}
