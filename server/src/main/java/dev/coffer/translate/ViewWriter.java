package dev.coffer.translate;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.CreateView;
import dev.coffer.tsql.DropView;
import dev.coffer.tsql.IfExists;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE VIEW and DROP VIEW in PostgreSQL's words. Types and spellings of its columns are kept as a table's are. */
final class ViewWriter {

    private final Names names;
    private final QueryWriter queries;

    ViewWriter(Names names, QueryWriter queries) {
        this.names = names;
        this.queries = queries;
    }

    /**
     * @param labels of the query's select list, as Translation has them
     * @throws SqlError 4511 for a column without a name
     */
    List<String> create(CreateView create, List<Optional<String>> labels) throws SqlError {
        List<String> columns = new ArrayList<>();
        List<String> spellings = new ArrayList<>();
        for (Name column : create.columns()) {
            columns.add(names.folded(column));
            spellings.add(Names.literal(column.text()));
        }
        for (int i = 0; i < labels.size() && create.columns().isEmpty(); i++) {
            String label = labels.get(i).orElse("*");
            if (label.isEmpty()) {
                throw Message.VIEW_COLUMN_UNNAMED.error(i + 1);
            }
            spellings.add(Names.literal(label));
        }
        String query = queries.outermost(create.query());
        String view = names.target(create.view());
        String list = columns.isEmpty() ? "" : " (" + String.join(", ", columns) + ")";
        return List.of(
                "CREATE VIEW " + view + list + " AS " + query,
                "COMMENT ON VIEW " + view + " IS "
                        + Names.literal(create.view().object().text()),
                "CALL sys.note_view(" + Names.literal(view) + ", ARRAY[" + String.join(", ", spellings) + "])");
    }

    String drop(DropView drop) throws SqlError {
        List<String> views = new ArrayList<>();
        for (ObjectName view : drop.views()) {
            views.add(names.target(view));
        }
        return "DROP VIEW " + (drop.ifExists() == IfExists.IF_EXISTS ? "IF EXISTS " : "") + String.join(", ", views);
    }
}
