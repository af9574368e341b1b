package dev.coffer.tsql;

/**
 * A statement about rows and tables, which is translated and run on the current database's engine. Its literals may be
 * anybody's data, so its {@link #redacted} form is its words alone.
 */
public sealed interface DataStatement extends Statement
        permits Select,
                SelectInto,
                Insert,
                InsertBulk,
                Update,
                Delete,
                Merge,
                TruncateTable,
                CreateTable,
                AlterTable,
                CreateView,
                DropView,
                DropTable,
                CreateIndex,
                DropIndex {

    @Override
    default String redacted() {
        return words();
    }
}
