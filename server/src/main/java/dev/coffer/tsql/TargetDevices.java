package dev.coffer.tsql;

import java.util.List;

/**
 * Where BACKUP writes: {@code TO device [, ...] [MIRROR TO device [, ...]] [...]}.
 *
 * @param mirrors by mirror number, 1 to 4: the devices of TO, then those of each MIRROR TO; all have the same number of
 *     devices, 1 to 64, one for each stripe
 */
public record TargetDevices(List<List<Device>> mirrors) {

    public TargetDevices {
        mirrors = mirrors.stream().map(List::copyOf).toList();
        int stripes = mirrors.get(0).size();
        if (mirrors.stream().anyMatch(mirror -> mirror.size() != stripes)) {
            throw new IllegalArgumentException("Every mirror has " + stripes + " devices");
        }
    }

    /** The devices of TO, in the order of the stripes. */
    public List<Device> first() {
        return mirrors.get(0);
    }

    /** Devices of one mirror: the number of media families. */
    public int familyCount() {
        return first().size();
    }
}
