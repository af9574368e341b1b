package dev.coffer.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions as the array of objects that {@code sessions.views} reads; times in ISO 8601, UTC. */
final class SessionsAsJson {

    private static final List<String> ISOLATION =
            List.of("READ UNCOMMITTED", "READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE", "SNAPSHOT");
    private static final int NO_LIMIT = -1;

    private SessionsAsJson() {}

    static String write(List<SessionRow> sessions) {
        List<String> objects = new ArrayList<>();
        sessions.forEach(session -> objects.add(object(fields(session))));
        return "[" + String.join(",", objects) + "]";
    }

    /** What each runs or ran last. */
    static String texts(List<SessionRow> sessions) {
        List<String> objects = new ArrayList<>();
        for (SessionRow session : sessions) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("handle", session.written().handle());
            fields.put("text", session.written().text().shown());
            objects.add(object(fields));
        }
        return "[" + String.join(",", objects) + "]";
    }

    private static Map<String, @Nullable Object> fields(SessionRow session) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", session.sessionId());
        fields.put("host", session.client().hostName());
        fields.put("program", session.client().programName());
        fields.put("pid", session.client().processId());
        fields.put("transport", session.client().transport());
        fields.put("address", session.client().address());
        fields.put("login", session.login());
        fields.put("login_time", session.loginTime());
        fields.put("connection", session.connection());
        fields.put("database", session.database());
        fields.put("quoted", session.options().on("QUOTED_IDENTIFIER"));
        fields.put("isolation", 1 + ISOLATION.indexOf(session.options().value("TRANSACTION ISOLATION LEVEL")));
        fields.put("lock_timeout", session.options().number("LOCK_TIMEOUT"));
        int textSize = session.options().number("TEXTSIZE");
        fields.put("text_size", textSize == NO_LIMIT ? Integer.MAX_VALUE : textSize);
        fields.put("transactions", session.transactionCount());
        fields.put("transaction", session.transaction());
        fields.put("rows", session.rowCount());
        fields.put("error", session.error());
        fields.put("last_start", session.lastStart());
        fields.put("last_end", session.lastEnd().orElse(null));
        fields.put("cpu", session.cpuMillis());
        fields.put("elapsed", session.elapsedMillis());
        fields.put("killed", session.killed());
        fields.put("handle", session.written().handle());
        Optional<SessionRow.Request> request = session.request();
        fields.put("running", request.isPresent());
        request.ifPresent(running -> put(running, fields));
        return fields;
    }

    private static void put(SessionRow.Request request, Map<String, @Nullable Object> fields) {
        fields.put("request_start", request.start());
        fields.put("request_elapsed", request.elapsedMillis());
        fields.put("command", request.command());
        fields.put("wait", request.waitType().isEmpty() ? null : request.waitType());
        fields.put("wait_time", request.waitMillis());
        fields.put("percent", request.donePercent());
        fields.put("left_time", request.leftMillis());
        fields.put("level", request.level());
    }

    /** An object of JSON; text, numbers and truth values as such. */
    static String object(Map<String, @Nullable Object> fields) {
        List<String> members = new ArrayList<>();
        fields.forEach((name, value) -> members.add(quoted(name) + ":" + value(value)));
        return "{" + String.join(",", members) + "}";
    }

    private static String value(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : quoted(value.toString());
    }

    /** RFC 8259; a NUL, which PostgreSQL's text cannot hold, is left out, and half of a surrogate pair is replaced. */
    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().filter(character -> character != 0).forEach(character -> {
            if (character == '"' || character == '\\') {
                out.append('\\').appendCodePoint(character);
            } else if (character < ' ') {
                out.append(String.format(Locale.ROOT, "\\u%04x", character));
            } else if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
                out.append('\uFFFD');
            } else {
                out.appendCodePoint(character);
            }
        });
        return out.append('"').toString();
    }
}
