package dev.coffer.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that is meant for the client: a colon, a word, arguments. For old scripts {@code exit}, {@code quit},
 * {@code reset} and {@code !!} do without the colon.
 *
 * <p>Source: sqlcmd, "Commands".
 *
 * @param word as sqlcmd names it, lower case, without the colon
 * @param argument what follows it, trimmed; possibly empty
 */
record ClientCommand(String word, String argument) {

    private static final Pattern WITH_COLON = Pattern.compile("\\s*:(!!|[A-Za-z]+)(.*)");
    private static final Pattern WITHOUT_COLON =
            Pattern.compile("\\s*(exit|quit|reset|!!)(?![\\w@#$.])(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern SETTING = Pattern.compile("(\\S+)(?:\\s+(.*))?");

    /** The command that a line is, or empty for a line of T-SQL. */
    static Optional<ClientCommand> parse(String line) {
        Matcher matcher = WITH_COLON.matcher(line);
        if (!matcher.matches()) {
            matcher = WITHOUT_COLON.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
        }
        String word = matcher.group(1).toLowerCase(Locale.ROOT);
        return Optional.of(new ClientCommand(word, matcher.group(2).trim()));
    }

    /** The name that {@code :setvar} sets. */
    String settingName() throws ScriptError {
        Matcher setting = setting();
        if (!ScriptVariables.isName(setting.group(1))) {
            throw new ScriptError("'" + setting.group(1) + "' is no name for a scripting variable.");
        }
        return setting.group(1);
    }

    /** The value that {@code :setvar} sets, out of its quotation marks; empty when the variable is to be removed. */
    Optional<String> settingValue() throws ScriptError {
        String value = setting().group(2);
        return value == null ? Optional.empty() : Optional.of(unquoted(value.trim()));
    }

    private Matcher setting() throws ScriptError {
        Matcher setting = SETTING.matcher(argument);
        if (!setting.matches()) {
            throw new ScriptError(":setvar needs a name.");
        }
        return setting;
    }

    /** An argument out of its double quotation marks, a doubled one inside being one. */
    static String unquoted(String text) {
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    }
}
