package dev.coffer.translate;

import java.util.ArrayList;
import java.util.List;

/** The parts of a name that stands in a string, as {@code 'db..[my table]'}; in the database sys.name_parts does it. */
final class NameParts {

    private NameParts() {}

    /** Without brackets and quotes; a part that was left out is empty. None when a bracket is not closed. */
    static List<String> of(String written) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char closing = 0;
        for (int at = 0; at < written.length(); at++) {
            char sign = written.charAt(at);
            if (closing != 0) {
                boolean doubled = sign == closing && at + 1 < written.length() && written.charAt(at + 1) == closing;
                if (sign != closing || doubled) {
                    part.append(sign);
                    at += doubled ? 1 : 0;
                } else {
                    closing = 0;
                }
            } else if (sign == '[' || sign == '"') {
                closing = sign == '[' ? ']' : '"';
            } else if (sign == '.') {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append(sign);
            }
        }
        parts.add(part.toString().strip());
        return closing == 0 ? parts : List.of();
    }
}
