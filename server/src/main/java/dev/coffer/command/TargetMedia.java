package dev.coffer.command;

import dev.coffer.catalog.BackupRecord;
import dev.coffer.media.DamagedMedia;
import dev.coffer.pipeline.MediaTargets;
import dev.coffer.storage.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The media set that a backup goes to, decided.
 *
 * @param targets for the pipeline
 * @param families the devices, by family and mirror as the targets
 */
record TargetMedia(MediaTargets targets, List<List<DevicePlace>> families) {

    private List<DevicePlace> places() {
        return families.stream().flatMap(List::stream).toList();
    }

    int deviceCount() {
        return places().size();
    }

    /** The devices as the error log names them. */
    String logged() {
        return DevicePlace.logged(places());
    }

    /** The device that a failure is about, as the statement named it; the first when it is not told. */
    String written(Location location) {
        return places().stream()
                .filter(place -> place.location().equals(location))
                .findFirst()
                .orElse(places().get(0))
                .written();
    }

    /** The device that is damaged, as the statement named it; the first when it is not told. */
    String written(DamagedMedia damaged) {
        return families.get(Math.max(damaged.familyNumber(), 1) - 1).get(0).written();
    }

    /**
     * As the history lists them.
     *
     * @param familyGuids by family
     */
    List<BackupRecord.Family> recorded(List<UUID> familyGuids) {
        List<BackupRecord.Family> recorded = new ArrayList<>();
        for (int family = 0; family < families.size(); family++) {
            List<DevicePlace> mirrors = families.get(family);
            for (int mirror = 0; mirror < mirrors.size(); mirror++) {
                recorded.add(BackupRecords.family(familyGuids.get(family), family + 1, mirror, mirrors.get(mirror)));
            }
        }
        return recorded;
    }
}
