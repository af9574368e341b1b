package dev.coffer.tsql;

import dev.coffer.errors.SqlError;

/** A backup device, as a statement names it. A variable in its place has been filled in before a command sees it. */
public sealed interface Device {

    Position position();

    /** Asks the finder for what this kind of device stands for. */
    <T> T find(Finder<T> finder) throws SqlError;

    /**
     * Knows what devices stand for: one answer for each kind.
     *
     * @param <T> the answer
     */
    interface Finder<T> {
        T disk(Text path) throws SqlError;

        T url(Text url) throws SqlError;

        T logical(Name name) throws SqlError;
    }

    /**
     * {@code DISK = 'path'}.
     *
     * @param path as written: a Windows path, a Unix path, a bare file name, or NUL
     */
    record Disk(Text path) implements Device {
        @Override
        public Position position() {
            return path.position();
        }

        @Override
        public <T> T find(Finder<T> finder) throws SqlError {
            return finder.disk(path);
        }

        @Override
        public String toString() {
            return "DISK = " + path;
        }
    }

    /** {@code URL = 'url'}, as written; its text says no more than {@link Text#shownAsUrl}. */
    record Url(Text url) implements Device {
        @Override
        public Position position() {
            return url.position();
        }

        @Override
        public <T> T find(Finder<T> finder) throws SqlError {
            return finder.url(url);
        }

        @Override
        public String toString() {
            return "URL = " + url.shownAsUrl();
        }
    }

    /** The name of a device that sp_addumpdevice made. */
    record Logical(Name name) implements Device {
        @Override
        public Position position() {
            return name.position();
        }

        @Override
        public <T> T find(Finder<T> finder) throws SqlError {
            return finder.logical(name);
        }

        @Override
        public String toString() {
            return name.toString();
        }
    }
}
