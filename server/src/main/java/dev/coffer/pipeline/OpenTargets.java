package dev.coffer.pipeline;

import dev.coffer.bytes.ByteSink;
import dev.coffer.media.DamagedMedia;
import dev.coffer.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * All files that a set goes into, each standing where its part begins. Closing them without a commit leaves every place
 * as it was. Confined to one thread at a time; the sinks of different families may be written at once.
 */
final class OpenTargets implements AutoCloseable {

    private final List<List<OpenTarget>> families = new ArrayList<>();
    private final List<SetDraft.Place> places = new ArrayList<>();

    private OpenTargets() {}

    /** @throws DamagedMedia when the files that are to grow are not one media set, whole and in step */
    static OpenTargets open(MediaTargets targets, Cancellation cancellation) throws IOException, DamagedMedia {
        OpenTargets opened = new OpenTargets();
        boolean done = false;
        try {
            for (List<BackupTarget> family : targets.families()) {
                List<OpenTarget> mirrors = new ArrayList<>();
                opened.families.add(mirrors);
                for (BackupTarget mirror : family) {
                    mirrors.add(OpenTarget.take(mirror, cancellation));
                }
            }
            opened.begin(targets.unfinished());
            done = true;
            return opened;
        } finally {
            if (!done) {
                opened.close();
            }
        }
    }

    private void begin(Set<UUID> unfinished) throws IOException, DamagedMedia {
        int end = commonEnd(unfinished);
        for (List<OpenTarget> mirrors : families) {
            SetDraft.Place place = mirrors.get(0).begin(end);
            for (OpenTarget mirror : mirrors.subList(1, mirrors.size())) {
                mirror.begin(end);
            }
            places.add(place);
        }
    }

    /** Position of the last set that all files hold; one more in some of them is only passed over if it never ended. */
    private int commonEnd(Set<UUID> unfinished) throws IOException, DamagedMedia {
        OpenTarget first = families.get(0).get(0);
        int common = all().stream().mapToInt(OpenTarget::lastPosition).min().orElse(0);
        for (int i = 0; i < families.size(); i++) {
            for (OpenTarget file : families.get(i)) {
                boolean inStep = file.grows() == first.grows()
                        && (common == 0 || file.setAt(common).equals(first.setAt(common)))
                        && file.lastPosition() <= common + 1
                        && (file.lastPosition() == common || unfinished.contains(file.setAt(common + 1)));
                if (!inStep) {
                    throw new DamagedMedia(
                                    DamagedMedia.Kind.ALTERED,
                                    "It does not end with the backup set that the other families end with")
                            .in(i + 1);
                }
            }
        }
        return common;
    }

    private List<OpenTarget> all() {
        return families.stream().flatMap(List::stream).toList();
    }

    /** Of each family, by number. */
    List<SetDraft.Place> places() {
        return List.copyOf(places);
    }

    /** Writes to a family: the same bytes to each mirror. */
    ByteSink sink(int family) {
        List<OpenTarget> mirrors = families.get(family);
        return source -> {
            for (OpenTarget mirror : mirrors) {
                mirror.staged().write(source.duplicate());
            }
        };
    }

    /** Tells every file about how much is coming. */
    void expectBytes(long moreBytes) {
        all().forEach(file -> file.staged().expectBytes(moreBytes / families.size()));
    }

    /** Ends what waits for a place, from any thread. */
    void giveUp() {
        all().forEach(file -> file.staged().giveUp());
    }

    /** Bytes of the set so far, of one mirror. */
    long setBytes() {
        return families.stream().mapToLong(mirrors -> mirrors.get(0).setBytes()).sum();
    }

    /**
     * Makes every file durable, then every file visible: the first family last, so that where it shows the set, all
     * others do. A file that cannot be committed takes those before it back.
     */
    void commit() throws IOException {
        List<OpenTarget> order = new ArrayList<>();
        families.forEach(mirrors -> order.addAll(0, mirrors));
        for (OpenTarget file : order) {
            file.staged().prepare();
        }
        int committed = 0;
        try {
            for (OpenTarget file : order) {
                file.staged().commit();
                committed++;
            }
        } finally {
            if (committed < order.size()) {
                order.subList(0, committed).forEach(file -> file.staged().withdraw());
            }
        }
    }

    @Override
    public void close() {
        all().forEach(OpenTarget::close);
    }
}
