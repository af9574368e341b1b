package dev.coffer.translate;

import java.util.Optional;

/**
 * The pattern of LIKE as a regular expression, for patterns that have sets in brackets, which PostgreSQL's LIKE does
 * not know.
 */
final class LikePattern {

    private static final String SPECIAL = "\\^$.|?*+()[]{}-";

    private LikePattern() {}

    /**
     * What PATINDEX looks for: a percent sign at an end leaves it open. Nothing where {@link #regex} has nothing.
     */
    static Optional<String> place(String pattern) {
        boolean open = pattern.startsWith("%");
        boolean openEnd = pattern.length() > 1 && pattern.endsWith("%");
        String inner = pattern.substring(open ? 1 : 0, pattern.length() - (openEnd ? 1 : 0));
        return regex(inner, Optional.empty())
                .map(regex -> (open ? "" : "^") + regex.substring(1, regex.length() - 1) + (openEnd ? "" : "$"));
    }

    /** Anchored at both ends; nothing when a set is not closed or a range runs backwards, which never match. */
    static Optional<String> regex(String pattern, Optional<Character> escape) {
        StringBuilder regex = new StringBuilder("^");
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            if (escape.isPresent() && c == escape.get() && i + 1 < pattern.length()) {
                literal(regex, pattern.charAt(i + 1));
                i += 2;
            } else if (c == '%') {
                regex.append(".*");
                i++;
            } else if (c == '_') {
                regex.append('.');
                i++;
            } else if (c == '[') {
                int end = set(pattern, i, regex);
                if (end < 0) {
                    return Optional.empty();
                }
                i = end;
            } else {
                literal(regex, c);
                i++;
            }
        }
        return Optional.of(regex.append('$').toString());
    }

    private static void literal(StringBuilder regex, char c) {
        if (SPECIAL.indexOf(c) >= 0) {
            regex.append('\\');
        }
        regex.append(c);
    }

    /** @return the offset behind the closing bracket; -1 when the set cannot match anything */
    private static int set(String pattern, int open, StringBuilder regex) {
        int close = pattern.indexOf(']', open + 1);
        if (close < 0) {
            return -1;
        }
        String members = pattern.substring(open + 1, close);
        boolean negated = members.startsWith("^");
        if (negated) {
            members = members.substring(1);
        }
        if (members.isEmpty()) {
            return -1;
        }
        regex.append(negated ? "[^" : "[");
        for (int i = 0; i < members.length(); i++) {
            char from = members.charAt(i);
            literal(regex, from);
            if (i + 2 < members.length() && members.charAt(i + 1) == '-') {
                char to = members.charAt(i + 2);
                if (to < from) {
                    return -1;
                }
                regex.append('-');
                literal(regex, to);
                i += 2;
            }
        }
        regex.append(']');
        return close + 1;
    }
}
