package dev.coffer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.coffer.storage.Store.Existing;
import dev.coffer.storage.StoreException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every store keeps: written once, passed by all. */
public interface StoreContract {

    /** A fault of the one emulator that has it: an upload that is aborted takes the object of its name along. */
    default boolean forgetsWhatAnEndedUploadWouldReplace() {
        return false;
    }

    /** The same store during one test. */
    Store store();

    /** A free name; the same for the same argument. */
    Location location(String name);

    @Test
    default void aNewFileIsSeenOnlyOnceItIsCommitted() throws IOException {
        try (StagedFile staged = store().create(location("a"), Existing.REFUSE)) {
            staged.write(bytes("first "));
            staged.write(bytes("light"));
            assertThat(staged.positionBytes()).isEqualTo(11);
            assertThat(store().exists(location("a"))).isFalse();
            staged.commit();
        }
        assertThat(store().exists(location("a"))).isTrue();
        assertThat(content(location("a"))).isEqualTo("first light");
    }

    @Test
    default void aFileThatIsNotCommittedLeavesNothing() throws IOException {
        try (StagedFile staged = store().create(location("a"), Existing.REFUSE)) {
            staged.write(bytes("half"));
        }
        assertThat(store().exists(location("a"))).isFalse();
        assertKind(() -> store().open(location("a")), Kind.NOT_FOUND);
    }

    @Test
    default void aTakenNameIsRefused() throws IOException {
        write("a", "old");
        assertKind(() -> store().create(location("a"), Existing.REFUSE), Kind.EXISTS);
        assertThat(content(location("a"))).isEqualTo("old");
    }

    @Test
    default void aReplacementIsSeenOnlyOnceItIsCommitted() throws IOException {
        write("a", "old");
        try (StoredFile reader = store().open(location("a"));
                StagedFile staged = store().create(location("a"), Existing.REPLACE)) {
            staged.write(bytes("newer"));
            assertThat(content(location("a"))).isEqualTo("old");
            staged.commit();
            assertThat(content(location("a"))).isEqualTo("newer");
            readsOldOrFails(reader);
        }
    }

    @Test
    default void aReplacementThatIsGivenUpLeavesTheOldFile() throws IOException {
        write("a", "old");
        try (StagedFile staged = store().create(location("a"), Existing.REPLACE)) {
            staged.write(bytes("newer"));
        }
        if (forgetsWhatAnEndedUploadWouldReplace()) {
            assertKind(() -> store().open(location("a")), Kind.NOT_FOUND);
        } else {
            assertThat(content(location("a"))).isEqualTo("old");
        }
    }

    @Test
    default void aNameHasOneWriterAtATime() throws IOException {
        write("a", "old");
        try (StagedFile first = store().create(location("a"), Existing.REPLACE)) {
            assertKind(() -> store().create(location("a"), Existing.REPLACE), Kind.IN_USE);
            assertKind(() -> store().append(location("a")), store().canGrow() ? Kind.IN_USE : Kind.UNSUPPORTED);
            first.write(bytes("newer"));
            first.commit();
        }
        store().create(location("a"), Existing.REPLACE).close();
    }

    @Test
    default void anAppendCutsAndGrows() throws IOException {
        if (refusesToGrow()) {
            return;
        }
        write("a", "one set, torn tail");
        try (GrowingFile growing = store().append(location("a"));
                StagedFile tail = growing.writeFrom(8)) {
            assertThat(growing.sizeBytes()).isEqualTo(18);
            assertThat(tail.positionBytes()).isEqualTo(8);
            tail.write(bytes(" and two"));
            assertThat(tail.positionBytes()).isEqualTo(16);
            tail.commit();
        }
        assertThat(content(location("a"))).isEqualTo("one set, and two");
    }

    @Test
    default void anAppendThatIsGivenUpIsCutOff() throws IOException {
        if (refusesToGrow()) {
            return;
        }
        write("a", "one set");
        try (StoredFile reader = store().open(location("a"));
                GrowingFile growing = store().append(location("a"));
                StagedFile tail = growing.writeFrom(7)) {
            tail.write(bytes(" and half of the nex"));
            assertThat(content(reader)).isEqualTo("one set");
        }
        assertThat(content(location("a"))).isEqualTo("one set");
    }

    @Test
    default void takingAFileForAnAppendChangesNothing() throws IOException {
        if (refusesToGrow()) {
            return;
        }
        write("a", "one set");
        try (GrowingFile growing = store().append(location("a"))) {
            assertThat(content(growing)).isEqualTo("one set");
            assertKind(() -> store().append(location("a")), Kind.IN_USE);
            assertKind(() -> store().create(location("a"), Existing.REPLACE), Kind.IN_USE);
        }
        assertThat(content(location("a"))).isEqualTo("one set");
        store().append(location("a")).close();
    }

    @Test
    default void aReaderThatEndsDoesNotEndTheWritersHold() throws IOException {
        if (refusesToGrow()) {
            return;
        }
        write("a", "one set");
        try (GrowingFile growing = store().append(location("a"));
                StagedFile tail = growing.writeFrom(7)) {
            assertThat(content(location("a"))).isEqualTo("one set");
            assertKind(() -> store().append(location("a")), Kind.IN_USE);
            tail.write(bytes("!"));
            tail.commit();
        }
        assertThat(content(location("a"))).isEqualTo("one set!");
    }

    @Test
    default void aMissingFileIsNamedAsSuch() throws IOException {
        assertThat(store().exists(location("none"))).isFalse();
        assertKind(() -> store().open(location("none")), Kind.NOT_FOUND);
        assertKind(() -> store().append(location("none")), store().canGrow() ? Kind.NOT_FOUND : Kind.UNSUPPORTED);
    }

    @Test
    default void readingPastTheEndIsAnError() throws IOException {
        write("a", "short");
        try (StoredFile file = store().open(location("a"))) {
            assertThatThrownBy(() -> file.readFully(2, ByteBuffer.allocate(4))).isInstanceOf(EOFException.class);
            ByteBuffer middle = ByteBuffer.allocate(3);
            file.readFully(1, middle);
            assertThat(new String(middle.array(), StandardCharsets.UTF_8)).isEqualTo("hor");
        }
    }

    @Test
    default void aSweepLeavesTheLivingAlone() throws IOException {
        try (StagedFile staged = store().create(location("a"), Existing.REFUSE)) {
            staged.write(bytes("alive"));
            assertThat(store().sweep()).isEmpty();
            staged.commit();
        }
        assertThat(content(location("a"))).isEqualTo("alive");
        assertThat(store().sweep()).isEmpty();
        assertThat(content(location("a"))).isEqualTo("alive");
    }

    /** Whether files cannot grow here; then asking for it is refused, and changes nothing. */
    private boolean refusesToGrow() throws IOException {
        if (store().canGrow()) {
            return false;
        }
        write("grown", "one set");
        assertKind(() -> store().append(location("grown")), Kind.UNSUPPORTED);
        assertThat(content(location("grown"))).isEqualTo("one set");
        return true;
    }

    /** A reader of what was replaced keeps what it opened; where files do not grow, it may be told instead. */
    private void readsOldOrFails(StoredFile reader) throws IOException {
        try {
            assertThat(content(reader)).isEqualTo("old");
        } catch (StoreException told) {
            assertThat(store().canGrow()).isFalse();
            assertThat(told.kind()).isEqualTo(Kind.BROKEN);
        }
    }

    private void write(String name, String content) throws IOException {
        try (StagedFile staged = store().create(location(name), Existing.REFUSE)) {
            staged.write(bytes(content));
            staged.commit();
        }
    }

    private String content(Location location) throws IOException {
        try (StoredFile file = store().open(location)) {
            return content(file);
        }
    }

    private static String content(StoredFile file) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) file.sizeBytes());
        file.readFully(0, all);
        return new String(all.array(), StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    /** Fails unless the action throws a StoreException of that kind. */
    static void assertKind(ThrowingCallable action, Kind kind) {
        StoreException thrown = catchThrowableOfType(StoreException.class, action);
        assertThat(thrown).isNotNull();
        assertThat(thrown.kind()).isEqualTo(kind);
    }
}
