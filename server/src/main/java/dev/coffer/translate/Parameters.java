package dev.coffer.translate;

import java.util.ArrayList;
import java.util.List;

/**
 * Places of variables in a text. While it is put together, from parts that may change their order or stand twice, a
 * mark holds a variable's name; the finished text has JDBC's question marks, and the names in their order.
 *
 * @param text with a question mark for each name
 */
record Parameters(String text, List<String> names) {

    /** Neither names nor literals can hold it. */
    private static final char MARK = '\0';

    static String mark(String variable) {
        return MARK + variable + MARK;
    }

    static Parameters of(String marked) {
        if (marked.indexOf(MARK) < 0) {
            return new Parameters(marked, List.of());
        }
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>();
        int from = 0;
        for (int start = marked.indexOf(MARK); start >= 0; start = marked.indexOf(MARK, from)) {
            int end = marked.indexOf(MARK, start + 1);
            text.append(marked, from, start).append('?');
            names.add(marked.substring(start + 1, end));
            from = end + 1;
        }
        return new Parameters(text.append(marked.substring(from)).toString(), List.copyOf(names));
    }
}
