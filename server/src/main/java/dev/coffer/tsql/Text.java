package dev.coffer.tsql;

/** A string literal that is no secret: a path, a label, a subject. */
public record Text(String value, Position position) {

    /** As a URL in a log: where it is more than a place, with a signature or a password perhaps, its scheme alone. */
    String shownAsUrl() {
        int telling = 0;
        while (telling < value.length() && "?@".indexOf(value.charAt(telling)) < 0) {
            telling++;
        }
        if (telling == value.length()) {
            return toString();
        }
        int scheme = value.indexOf("://");
        return "'" + (scheme < 0 || scheme > telling ? "" : value.substring(0, scheme + 3)) + "***'";
    }

    @Override
    public String toString() {
        return "'" + value.replace("'", "''") + "'";
    }
}
