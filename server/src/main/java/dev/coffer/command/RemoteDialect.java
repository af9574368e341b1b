package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.storage.RemoteAccess.Buckets;
import dev.coffer.storage.RemoteAccess.Dialect;
import dev.coffer.tsql.Text;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads BACKUP_OPTIONS and RESTORE_OPTIONS: {@code {"s3": {"region": "...", "url_style": "path"}}}. */
final class RemoteDialect {

    private static final Pattern FORM = Pattern.compile("\\s*\\{\\s*\"s3\"\\s*:\\s*\\{(.*)}\\s*}\\s*", Pattern.DOTALL);
    private static final Pattern PAIR =
            Pattern.compile("\\s*\"(region|url_style)\"\\s*:\\s*\"([a-z0-9_-]{1,64})\"\\s*(,|$)");

    private RemoteDialect() {}

    /**
     * @param option the option's name, for the error
     * @throws SqlError 3032 for anything else
     */
    static Dialect read(Text json, String option) throws SqlError {
        Matcher form = FORM.matcher(json.value());
        if (!form.matches()) {
            throw refusal(option);
        }
        String pairs = form.group(1);
        Optional<String> region = Optional.empty();
        Optional<Buckets> buckets = Optional.empty();
        int from = 0;
        Matcher pair = PAIR.matcher(pairs);
        while (from < pairs.strip().length()) {
            if (!pair.find(from) || pair.start() != from) {
                throw refusal(option);
            }
            if (pair.group(1).equals("region")) {
                region = Optional.of(pair.group(2));
            } else {
                buckets = Optional.of(
                        switch (pair.group(2)) {
                            case "path" -> Buckets.IN_PATH;
                            case "virtual_hosted" -> Buckets.IN_HOST;
                            default -> throw refusal(option);
                        });
            }
            from = pair.end();
        }
        return new Dialect(region, buckets);
    }

    private static SqlError refusal(String option) {
        return Message.OPTION_NOT_SUPPORTED
                .error(option)
                .withHint("Give '{\"s3\": {\"region\": \"name\", \"url_style\": \"path\"}}'; url_style is path or"
                        + " virtual_hosted.");
    }
}
