package dev.coffer.translate;

import dev.coffer.result.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table that SELECT INTO makes.
 *
 * @param query whose rows it gets
 * @param name in PostgreSQL's words
 */
public record NewTable(Translation query, String name) {

    /**
     * Texts that keep the columns' types and spellings beside the table.
     *
     * @param columns of the query
     */
    public List<String> comments(List<Column> columns) {
        List<String> texts = new ArrayList<>();
        for (Column column : columns) {
            String comment = SqlTypes.text(column.type()) + "|" + column.name();
            texts.add("COMMENT ON COLUMN " + name + "."
                    + Names.quoted(column.name().toLowerCase(Locale.ROOT)) + " IS '" + comment.replace("'", "''")
                    + "'");
        }
        return texts;
    }
}
