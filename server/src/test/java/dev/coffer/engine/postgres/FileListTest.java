package dev.coffer.engine.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of files that are longer than memory should be. */
class FileListTest {

    private static final long SEED = 20261130;

    @TempDir
    private Path folder;

    private static List<FileEntry> all(FileList list) throws Exception {
        List<FileEntry> files = new ArrayList<>();
        FileList.Cursor cursor = list.read();
        for (Optional<FileEntry> file = cursor.next(); file.isPresent(); file = cursor.next()) {
            files.add(file.get());
        }
        return files;
    }

    private static FileEntry numbered(int number) {
        return new FileEntry(String.format("base/%05d/ä%09d", number % 7, number), number * 3L, ~number);
    }

    @Test
    void filesComeBackInOrderHoweverManyTheyAre() throws Exception {
        // None, some, a full run, one more, many runs, and more runs than are merged at once.
        int most = FileList.MOST_HELD;
        for (int count : new int[] {0, 3, most, most + 1, 10 * most + 7, 66 * most}) {
            List<Integer> numbers =
                    new ArrayList<>(IntStream.range(0, count).boxed().toList());
            java.util.Collections.shuffle(numbers, new Random(SEED));
            try (FileList list = new FileList(folder)) {
                for (int number : numbers) {
                    list.add(numbered(number));
                }
                List<FileEntry> expected = IntStream.range(0, count)
                        .mapToObj(FileListTest::numbered)
                        .sorted(java.util.Comparator.comparing(FileEntry::path))
                        .toList();
                assertThat(all(list)).as("%s files, seed %s", count, SEED).isEqualTo(expected);
                assertThat(all(list)).as("read again").isEqualTo(expected);
                assertThat(folder).as("the scratch file has no name").isEmptyDirectory();
            }
        }
    }

    @Test
    void aPathThatWasAddedTwiceComesTwice() throws Exception {
        try (FileList list = new FileList(folder)) {
            for (int number = 0; number < 2 * FileList.MOST_HELD; number++) {
                list.add(numbered(number % FileList.MOST_HELD));
            }
            List<FileEntry> files = all(list);
            for (int i = 0; i < files.size(); i += 2) {
                assertThat(files.get(i)).isEqualTo(files.get(i + 1));
            }
        }
    }

    @Test
    void longPathsTakeNoMoreMemoryThanMany() throws Exception {
        String longest = "x".repeat(FileEntry.LONGEST_PATH - 9);
        try (FileList list = new FileList(folder)) {
            for (int number = 0; number < 3000; number++) {
                list.add(new FileEntry(String.format("%09d", number) + longest, 1, 1));
            }
            assertThat(all(list)).hasSize(3000).isSortedAccordingTo(java.util.Comparator.comparing(FileEntry::path));
        }
        assertThatThrownBy(() -> new FileEntry(longest + "0123456789", 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
