package dev.coffer.pipeline;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Where a backup set goes: the files of all families of a media set, each with its mirrors.
 *
 * @param families by family number, then by mirror number; every family has as many mirrors
 * @param unfinished sets that only some of the files hold and no history knows: a killed backup left them behind, and
 *     they give way to this one
 */
public record MediaTargets(List<List<BackupTarget>> families, Set<UUID> unfinished) {

    public MediaTargets {
        families = families.stream().map(List::copyOf).toList();
        unfinished = Set.copyOf(unfinished);
        int mirrors = families.get(0).size();
        if (families.stream().anyMatch(family -> family.size() != mirrors)) {
            throw new IllegalArgumentException("Every family has " + mirrors + " mirrors");
        }
    }

    /** One file, without mirrors. */
    public static MediaTargets single(BackupTarget target) {
        return new MediaTargets(List.of(List.of(target)), Set.of());
    }

    /** Every file. */
    List<BackupTarget> all() {
        return families.stream().flatMap(List::stream).toList();
    }
}
