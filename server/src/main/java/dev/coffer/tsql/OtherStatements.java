package dev.coffer.tsql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statements that T-SQL has and Coffer does not, by the words that they begin with: whoever writes one is to read that
 * it is not supported, not to look for a typing error. From the lists of statements in SQL Server's documentation.
 */
final class OtherStatements {

    /** The first word, a colon, and what may stand behind it; nothing where the first word says it all. */
    private static final String TABLE = """
            ADD: COUNTER SIGNATURE, SENSITIVITY CLASSIFICATION, SIGNATURE
            ALTER: APPLICATION ROLE, ASSEMBLY, ASYMMETRIC KEY, AUTHORIZATION, AVAILABILITY GROUP, BROKER PRIORITY
            ALTER: CERTIFICATE, COLUMN ENCRYPTION KEY, CRYPTOGRAPHIC PROVIDER, DATABASE AUDIT SPECIFICATION
            ALTER: DATABASE ENCRYPTION KEY, DATABASE SCOPED CONFIGURATION, ENDPOINT
            ALTER: EVENT SESSION, EXTERNAL DATA SOURCE, EXTERNAL FILE FORMAT, EXTERNAL LANGUAGE, EXTERNAL LIBRARY
            ALTER: EXTERNAL RESOURCE POOL, FULLTEXT CATALOG, FULLTEXT INDEX, FULLTEXT STOPLIST, FUNCTION, INDEX
            ALTER: LOGIN, MASTER KEY, MESSAGE TYPE, PARTITION FUNCTION, PARTITION SCHEME, PROC, PROCEDURE, QUEUE
            ALTER: REMOTE SERVICE BINDING, RESOURCE GOVERNOR, RESOURCE POOL, ROLE, ROUTE, SCHEMA, SEARCH PROPERTY LIST
            ALTER: SECURITY POLICY, SEQUENCE, SERVER AUDIT, SERVER AUDIT SPECIFICATION, SERVER CONFIGURATION
            ALTER: SERVER ROLE, SERVICE, SYMMETRIC KEY, TRIGGER, USER, VIEW, WORKLOAD GROUP
            ALTER: XML SCHEMA COLLECTION
            BACKUP: GROUP, SERVER, SYMMETRIC KEY
            BEGIN: ATOMIC, CONVERSATION TIMER, DIALOG, DISTRIBUTED TRAN, DISTRIBUTED TRANSACTION
            BULK: INSERT
            CLOSE: ALL SYMMETRIC KEYS, MASTER KEY, SYMMETRIC KEY
            CREATE: AGGREGATE, APPLICATION ROLE, ASSEMBLY, ASYMMETRIC KEY, AVAILABILITY GROUP, BROKER PRIORITY
            CREATE: CLUSTERED COLUMNSTORE INDEX, COLUMN ENCRYPTION KEY, COLUMN MASTER KEY, COLUMNSTORE INDEX, CONTRACT
            CREATE: CRYPTOGRAPHIC PROVIDER, DATABASE AUDIT SPECIFICATION, DATABASE ENCRYPTION KEY
            CREATE: DEFAULT, ENDPOINT, EVENT NOTIFICATION, EVENT SESSION
            CREATE: EXTERNAL DATA SOURCE, EXTERNAL FILE FORMAT, EXTERNAL LANGUAGE, EXTERNAL LIBRARY, EXTERNAL MODEL
            CREATE: EXTERNAL RESOURCE POOL, EXTERNAL TABLE, FULLTEXT CATALOG, FULLTEXT INDEX, FULLTEXT STOPLIST
            CREATE: FUNCTION, JSON INDEX, LOGIN, MESSAGE TYPE, NONCLUSTERED COLUMNSTORE INDEX, OR ALTER FUNCTION
            CREATE: OR ALTER PROC, OR ALTER PROCEDURE, OR ALTER TRIGGER, OR ALTER VIEW, PARTITION FUNCTION
            CREATE: PARTITION SCHEME, PRIMARY XML INDEX, PROC, PROCEDURE, QUEUE, REMOTE SERVICE BINDING, RESOURCE POOL
            CREATE: ROLE, ROUTE, RULE, SCHEMA, SEARCH PROPERTY LIST, SECURITY POLICY, SELECTIVE XML INDEX, SEQUENCE
            CREATE: SERVER AUDIT, SERVER AUDIT SPECIFICATION, SERVER ROLE, SERVICE, SPATIAL INDEX, STATISTICS
            CREATE: SYMMETRIC KEY, SYNONYM, TRIGGER, TYPE, USER, VECTOR INDEX, WORKLOAD GROUP, XML INDEX
            CREATE: XML SCHEMA COLLECTION
            DENY:
            DISABLE: TRIGGER
            DROP: AGGREGATE, APPLICATION ROLE, ASSEMBLY, ASYMMETRIC KEY, AVAILABILITY GROUP, BROKER PRIORITY
            DROP: COLUMN ENCRYPTION KEY, COLUMN MASTER KEY, CONTRACT, COUNTER SIGNATURE, CRYPTOGRAPHIC PROVIDER
            DROP: DATABASE AUDIT SPECIFICATION, DATABASE ENCRYPTION KEY, DEFAULT, ENDPOINT
            DROP: EVENT NOTIFICATION, EVENT SESSION, EXTERNAL DATA SOURCE, EXTERNAL FILE FORMAT, EXTERNAL LANGUAGE
            DROP: EXTERNAL LIBRARY, EXTERNAL MODEL, EXTERNAL RESOURCE POOL, EXTERNAL TABLE, FULLTEXT CATALOG
            DROP: FULLTEXT INDEX, FULLTEXT STOPLIST, FUNCTION, LOGIN, MESSAGE TYPE, PARTITION FUNCTION
            DROP: PARTITION SCHEME, PROC, PROCEDURE, QUEUE, REMOTE SERVICE BINDING, RESOURCE POOL, ROLE, ROUTE, RULE
            DROP: SCHEMA, SEARCH PROPERTY LIST, SECURITY POLICY, SENSITIVITY CLASSIFICATION, SEQUENCE, SERVER AUDIT
            DROP: SERVER AUDIT SPECIFICATION, SERVER ROLE, SERVICE, SIGNATURE, STATISTICS, SYMMETRIC KEY, SYNONYM
            DROP: TRIGGER, TYPE, USER, WORKLOAD GROUP, XML SCHEMA COLLECTION
            DUMP: DATABASE, TRAN, TRANSACTION
            ENABLE: TRIGGER
            END: CONVERSATION
            EXEC: AS
            EXECUTE: AS
            GET: CONVERSATION GROUP
            GOTO:
            GRANT:
            KILL: QUERY NOTIFICATION SUBSCRIPTION, STATS JOB
            LINENO:
            LOAD: DATABASE, TRAN, TRANSACTION
            MOVE: CONVERSATION
            OPEN: MASTER KEY, SYMMETRIC KEY
            READTEXT:
            RECEIVE:
            RESTORE: BACKUPSETONLY, REWINDONLY, SYMMETRIC KEY
            REVERT:
            REVOKE:
            SEND: ON CONVERSATION
            SETUSER:
            UPDATE: STATISTICS
            UPDATETEXT:
            WITH: CHANGE_TRACKING_CONTEXT, XMLNAMESPACES
            WRITETEXT:
            """;

    private static final Map<String, List<List<String>>> BY_FIRST_WORD = read();

    private OtherStatements() {}

    private static Map<String, List<List<String>>> read() {
        Map<String, List<List<String>>> all = new HashMap<>();
        TABLE.lines().forEach(line -> {
            int colon = line.indexOf(':');
            List<List<String>> phrases = all.computeIfAbsent(line.substring(0, colon), word -> new ArrayList<>());
            for (String phrase : line.substring(colon + 1).split(",")) {
                phrases.add(
                        phrase.isBlank() ? List.of() : List.of(phrase.strip().split(" ")));
            }
        });
        // The longer of two that begin alike is meant where it stands.
        all.values().forEach(phrases -> phrases.sort((one, other) -> other.size() - one.size()));
        return all;
    }

    /** The words of the one that begins with the next token; empty when none does. */
    static Optional<String> at(TokenReader tokens) {
        Token first = tokens.peek();
        if (tokens.peek(1).isSymbol(":") && tokens.atName()) {
            return Optional.of("A label of GOTO");
        }
        for (List<String> phrase : BY_FIRST_WORD.getOrDefault(first.word(), List.of())) {
            boolean here = true;
            for (int index = 0; index < phrase.size(); index++) {
                here &= tokens.peek(index + 1).isWord(phrase.get(index));
            }
            if (here && !isServiceMasterKey(tokens)) {
                return Optional.of(phrase.isEmpty() ? first.word() : first.word() + " " + String.join(" ", phrase));
            }
        }
        return Optional.empty();
    }

    /** SERVICE is an object of its own, and the first word of a key's. */
    private static boolean isServiceMasterKey(TokenReader tokens) {
        return tokens.peek(1).isWord("SERVICE") && tokens.peek(2).isWord("MASTER");
    }
}
