package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.result.Column;
import dev.coffer.result.SqlType;
import dev.coffer.translate.ResultShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads system procedures that are a query, which are described as text:
 *
 * <pre>
 * procedure sp_name
 * alias another_name
 * &#64;parameter | T-SQL type [ | required]
 * missing MESSAGE &#64;parameter
 * result here | master | of &#64;parameter ... [when &#64;parameter]
 * column | T-SQL type | SQL expression
 * ...
 * from the rest of the SELECT
 *   which may go on in lines that begin with two blanks
 * </pre>
 *
 * A procedure has one result or several. In expressions the parameters are columns of p, in lower case and as text.
 * "missing" names the message for a first result without rows, when that parameter was given. Lines that begin with #
 * are comments.
 */
final class ProcedureScript {

    private final List<CatalogProcedure> procedures = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Procedure.Formal> formals = new ArrayList<>();
    private final List<CatalogProcedure.Result> results = new ArrayList<>();
    private Optional<CatalogProcedure.Missing> missing = Optional.empty();

    private CatalogProcedure.Place place = new CatalogProcedure.Place(CatalogProcedure.Home.HERE, List.of(), "");
    private final List<Column> columns = new ArrayList<>();
    private final List<String> expressions = new ArrayList<>();

    private ProcedureScript() {}

    /** @param resource beside this class */
    static List<CatalogProcedure> read(String resource) {
        try (InputStream in = ProcedureScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The script " + resource + " is not in the program");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<CatalogProcedure> parse(String text) {
        ProcedureScript script = new ProcedureScript();
        for (String line : text.replace("\n  ", " ").lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                script.take(line);
            }
        }
        script.finish();
        return List.copyOf(script.procedures);
    }

    private void take(String line) {
        if (line.startsWith("procedure ")) {
            finish();
            names.add(line.substring("procedure ".length()).trim());
        } else if (line.startsWith("alias ")) {
            names.add(line.substring("alias ".length()).trim());
        } else if (line.startsWith("missing ")) {
            String[] words = line.split(" ");
            missing = Optional.of(new CatalogProcedure.Missing(Message.valueOf(words[1]), words[2]));
        } else if (line.startsWith("result ")) {
            place = place(List.of(line.split(" ")));
        } else if (line.startsWith("from ")) {
            results.add(new CatalogProcedure.Result(place, columns, expressions, line));
            columns.clear();
            expressions.clear();
        } else if (line.startsWith("@")) {
            formals.add(formal(line));
        } else {
            column(line);
        }
    }

    private static CatalogProcedure.Place place(List<String> words) {
        int when = words.indexOf("when");
        List<String> where = when < 0 ? words : words.subList(0, when);
        CatalogProcedure.Home home =
                where.get(1).equals("master") ? CatalogProcedure.Home.MASTER : CatalogProcedure.Home.HERE;
        List<String> qualifiers = where.get(1).equals("of") ? where.subList(2, where.size()) : List.of();
        return new CatalogProcedure.Place(home, qualifiers, when < 0 ? "" : words.get(when + 1));
    }

    private static Procedure.Formal formal(String line) {
        List<String> parts = Arrays.asList(line.split(" [|] "));
        SqlType type = ResultShape.type(parts.get(1));
        return parts.size() > 2
                ? Procedure.Formal.required(parts.get(0), type)
                : Procedure.Formal.optional(parts.get(0), type);
    }

    private void column(String line) {
        int first = line.indexOf(" | ");
        int second = line.indexOf(" | ", first + 1);
        if (first < 0 || second < 0) {
            throw new IllegalStateException("Not a column of a procedure: " + line);
        }
        columns.add(Column.of(line.substring(0, first), ResultShape.type(line.substring(first + 3, second))));
        expressions.add(line.substring(second + 3));
    }

    private void finish() {
        if (!columns.isEmpty()) {
            throw new IllegalStateException("The procedure " + names + " has no end");
        }
        for (String name : names) {
            procedures.add(new CatalogProcedure(name.toLowerCase(Locale.ROOT), formals, results, missing));
        }
        names.clear();
        formals.clear();
        results.clear();
        missing = Optional.empty();
    }
}
