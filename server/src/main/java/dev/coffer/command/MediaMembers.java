package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.media.MediaFile;
import dev.coffer.media.MediaLabel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Devices that hold families of one media set, in their order there, whatever the order of the statement. */
final class MediaMembers {

    private final List<List<Member>> families;

    private MediaMembers(List<List<Member>> families) {
        this.families = families.stream().map(List::copyOf).toList();
    }

    /** One device and what it holds. */
    record Member(DevicePlace place, MediaFile media) {

        MediaLabel label() {
            return media.label();
        }

        /** Mirrors of a family say the same but for their number. */
        private boolean sharesMediaSetWith(Member other) {
            MediaLabel own = label();
            MediaLabel its = other.label();
            return own.mediaSetGuid().equals(its.mediaSetGuid())
                    && own.familyCount() == its.familyCount()
                    && own.mirrorCount() == its.mirrorCount();
        }
    }

    /**
     * For a backup without FORMAT: every family and every mirror is there.
     *
     * @param members in the order of the statement, at least one
     * @throws SqlError 3132, 3231, 3258, 3227, 3215, 3240
     */
    static MediaMembers toWrite(List<Member> members, int stripes, int mirrors) throws SqlError {
        MediaLabel label = members.get(0).label();
        requireAtMost(label, stripes, members.get(0));
        if (label.familyCount() > stripes) {
            throw Message.FAMILIES_MISSING.error(label.familyCount(), stripes);
        }
        if (label.mirrorCount() < mirrors) {
            throw Message.MIRROR_NEEDS_FORMAT.error();
        }
        if (label.mirrorCount() > mirrors) {
            throw Message.ALL_MIRRORS_MUST_APPEND.error();
        }
        MediaMembers found = sorted(members);
        if (found.families.size() < stripes) {
            throw Message.FAMILIES_MISSING.error(stripes, found.families.size());
        }
        if (members.size() < stripes * mirrors) {
            throw mirrors > 1
                    ? Message.ALL_MIRRORS_MUST_APPEND.error()
                    : Message.FAMILIES_MISSING.error(stripes, members.size());
        }
        return found;
    }

    /**
     * For a restore: any families, and any mirrors of them.
     *
     * @param members in the order of the statement, at least one
     * @param devices how many devices the statement names
     * @throws SqlError 3231, 3258, 3227
     */
    static MediaMembers toRead(List<Member> members, int devices) throws SqlError {
        MediaLabel label = members.get(0).label();
        requireAtMost(label, (devices + label.mirrorCount() - 1) / label.mirrorCount(), members.get(0));
        return sorted(members);
    }

    private static void requireAtMost(MediaLabel label, int families, Member member) throws SqlError {
        if (label.familyCount() < families) {
            throw Message.FAMILY_COUNT_DIFFERS.error(member.place().written(), label.familyCount(), families);
        }
    }

    private static MediaMembers sorted(List<Member> members) throws SqlError {
        Map<Integer, List<Member>> byFamily = new TreeMap<>();
        for (Member member : members) {
            if (!member.sharesMediaSetWith(members.get(0))) {
                throw Message.NOT_IN_MEDIA_SET.error(member.place().written());
            }
            List<Member> mirrors = byFamily.computeIfAbsent(member.label().familyNumber(), any -> new ArrayList<>());
            for (Member other : mirrors) {
                if (other.label().mirrorNumber() == member.label().mirrorNumber()) {
                    throw Message.FAMILY_TWICE.error(
                            member.place().written(),
                            member.label().familyNumber(),
                            other.place().written());
                }
            }
            mirrors.add(member);
        }
        byFamily.values()
                .forEach(mirrors -> mirrors.sort(
                        Comparator.comparing(member -> member.label().mirrorNumber())));
        return new MediaMembers(List.copyOf(byFamily.values()));
    }

    /** By family and mirror. */
    List<List<Member>> families() {
        return families;
    }

    /** The same in one list. */
    List<Member> all() {
        return families.stream().flatMap(List::stream).toList();
    }

    /** The first of those that were given: what HEADERONLY and LABELONLY show. */
    Member first() {
        return families.get(0).get(0);
    }

    /** @throws SqlError 3132 */
    void requireAllFamilies() throws SqlError {
        int count = first().label().familyCount();
        if (families.size() < count) {
            throw Message.FAMILIES_MISSING.error(count, families.size());
        }
    }
}
