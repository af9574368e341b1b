package dev.coffer.tsql;

import dev.coffer.errors.SqlError;

/** Where a key is exported to or comes from, as a statement names it. */
public sealed interface KeyMedium {

    /** Asks for what this kind of medium stands for. */
    <T> T find(Finder<T> finder) throws SqlError;

    /**
     * Knows what media stand for: one answer for each kind.
     *
     * @param <T> the answer
     */
    interface Finder<T> {
        T file(Text path) throws SqlError;

        T url(Text url) throws SqlError;
    }

    /**
     * {@code FILE = 'path'}.
     *
     * @param path as written
     */
    record File(Text path) implements KeyMedium {
        @Override
        public <T> T find(Finder<T> finder) throws SqlError {
            return finder.file(path);
        }

        @Override
        public String toString() {
            return "FILE = " + path;
        }
    }

    /** {@code URL = 'url'}, as written; its text says no more than {@link Text#shownAsUrl}. */
    record Url(Text url) implements KeyMedium {
        @Override
        public <T> T find(Finder<T> finder) throws SqlError {
            return finder.url(url);
        }

        @Override
        public String toString() {
            return "URL = " + url.shownAsUrl();
        }
    }
}
