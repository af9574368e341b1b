package dev.coffer.session;

import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BatchParser;
import dev.coffer.tsql.ParseRules;
import dev.coffer.tsql.ParsedBatch;
import dev.coffer.tsql.Secretive;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Parses batches, and remembers those that came lately: clients send the same texts with other parameters again and
 * again. Texts that may hold secrets, also those inside literals, are never kept. Thread-safe; one serves all sessions.
 */
public final class BatchTexts {

    private static final int KEPT = 512;

    /** Longer texts are scripts, which seldom come twice. */
    private static final int LONGEST_KEPT_CHARS = 16_384;

    private record Key(String text, ParseRules rules) {}

    private final BatchParser parser;
    private final Map<Key, ParsedBatch> known = new LinkedHashMap<>(KEPT, 0.75f, true);

    public BatchTexts(BatchParser parser) {
        this.parser = parser;
    }

    /** @throws SqlError when any of it does not parse */
    ParsedBatch parse(String text, boolean quotesNames, Set<String> variables) throws SqlError {
        ParseRules.Quotes quotes = quotesNames ? ParseRules.Quotes.NAMES : ParseRules.Quotes.STRINGS;
        Key key = new Key(text, new ParseRules(quotes, variables));
        synchronized (known) {
            ParsedBatch batch = known.get(key);
            if (batch != null) {
                return batch;
            }
        }
        ParsedBatch parsed = parser.read(text, key.rules());
        boolean secret = parsed.statements().stream()
                .anyMatch(statement -> !statement.secrets().isEmpty());
        if (!secret && text.length() <= LONGEST_KEPT_CHARS && !Secretive.mayHold(text)) {
            keep(key, parsed);
        }
        return parsed;
    }

    private void keep(Key key, ParsedBatch parsed) {
        synchronized (known) {
            known.put(key, parsed);
            if (known.size() > KEPT) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }
}
