package dev.coffer.tsql;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Text of one batch to its statements. Thread-safe. */
public final class BatchParser {

    /** Statements of SQL Server that are known by their first word and not here yet. */
    private static final Set<String> NOT_YET = Set.of(("DECLARE IF WHILE EXEC EXECUTE GRANT DENY REVOKE MERGE RETURN"
                    + " RAISERROR THROW WAITFOR KILL CHECKPOINT RECONFIGURE SHUTDOWN DBCC OPEN CLOSE FETCH"
                    + " DEALLOCATE BULK SAVE GOTO BREAK CONTINUE REVERT ADD ENABLE DISABLE")
            .split(" "));

    /**
     * Parses a whole batch; nothing of it runs when any of it does not parse.
     *
     * @param batch without GO, which belongs to the client
     * @throws SqlError with the line in the batch; never quotes a literal in a secret position
     */
    public List<Statement> parse(String batch) throws SqlError {
        Limits limits = Limits.STANDARD;
        return new Run(new TokenReader(new Lexer(batch, limits).tokens(), limits)).batch();
    }

    /** One batch on its way. */
    private static final class Run {

        private final TokenReader tokens;
        private final List<Statement> statements = new ArrayList<>();

        Run(TokenReader tokens) {
            this.tokens = tokens;
        }

        List<Statement> batch() throws SqlError {
            try {
                while (!tokens.atEnd()) {
                    if (!tokens.takeSign(";")) {
                        statement();
                    }
                }
            } catch (SqlError e) {
                statements.forEach(statement -> statement.secrets().forEach(Secret::close));
                throw e;
            }
            return List.copyOf(statements);
        }

        private void statement() throws SqlError {
            Position start = tokens.position();
            String word = tokens.peek().word();
            switch (word) {
                case "CREATE" -> statements.add(create(begin()));
                case "ALTER" -> statements.add(alter(begin()));
                case "DROP" -> statements.add(drop(begin()));
                case "BACKUP" -> statements.add(backup(begin()));
                case "RESTORE" -> statements.add(restore(begin()));
                case "USE" -> statements.add(new Use(begin(), tokens.name()));
                case "SET" -> statements.addAll(new SetParser(tokens).parse(begin()));
                case "PRINT" -> statements.add(new Print(begin(), new ExpressionParser(tokens).value()));
                case "BEGIN", "COMMIT", "ROLLBACK" -> statements.add(transaction(start));
                case "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "TRUNCATE" -> {
                    tokens.beginStatement();
                    statements.add(new ChangeParser(tokens).statement());
                }
                default -> {
                    if (tokens.atSign("(")) {
                        statements.add(new ChangeParser(tokens).statement());
                    } else if (NOT_YET.contains(word)) {
                        throw tokens.notSupported(word, start);
                    } else {
                        throw tokens.unexpected();
                    }
                }
            }
        }

        /** Steps behind the statement's first word. */
        private Position begin() {
            tokens.beginStatement();
            return tokens.next().position();
        }

        private Statement create(Position start) throws SqlError {
            if (tokens.take("MASTER", "KEY")) {
                return new KeyParser(tokens).createMasterKey(start);
            }
            if (tokens.take("CERTIFICATE")) {
                return new CertificateParser(tokens).create(start);
            }
            if (tokens.at("DATABASE") && !tokens.at("DATABASE", "ENCRYPTION") && !tokens.at("DATABASE", "AUDIT")) {
                tokens.next();
                return new DatabaseParser(tokens).create(start);
            }
            if (tokens.take("TABLE")) {
                return new TableParser(tokens).createTable(start);
            }
            if (tokens.at("UNIQUE") || tokens.at("CLUSTERED") || tokens.at("NONCLUSTERED") || tokens.at("INDEX")) {
                return new TableParser(tokens).createIndex(start);
            }
            throw notYet("CREATE", start);
        }

        private Statement alter(Position start) throws SqlError {
            if (tokens.take("TABLE")) {
                return new AlterTableParser(tokens).parse(start);
            }
            throw notYet("ALTER", start);
        }

        private Statement drop(Position start) throws SqlError {
            if (tokens.take("MASTER", "KEY")) {
                return new DropMasterKey(start);
            }
            if (tokens.take("CERTIFICATE")) {
                return new CertificateParser(tokens).drop(start);
            }
            if (tokens.at("DATABASE") && !tokens.at("DATABASE", "ENCRYPTION") && !tokens.at("DATABASE", "AUDIT")) {
                tokens.next();
                return new DatabaseParser(tokens).drop(start);
            }
            if (tokens.take("TABLE")) {
                return new TableParser(tokens).dropTable(start);
            }
            if (tokens.take("INDEX")) {
                return new TableParser(tokens).dropIndex(start);
            }
            throw notYet("DROP", start);
        }

        private Statement backup(Position start) throws SqlError {
            if (tokens.take("DATABASE")) {
                return new BackupParser(tokens).parse(start);
            }
            if (tokens.take("CERTIFICATE")) {
                return new CertificateParser(tokens).backup(start);
            }
            if (tokens.take("SERVICE")) {
                tokens.expect("MASTER", "KEY");
                return new KeyParser(tokens).backupServiceMasterKey(start);
            }
            throw notYet("BACKUP", start);
        }

        private Statement restore(Position start) throws SqlError {
            RestoreParser parser = new RestoreParser(tokens);
            if (tokens.take("DATABASE")) {
                return parser.database(start);
            }
            if (tokens.take("HEADERONLY")) {
                return parser.headerOnly(start);
            }
            if (tokens.take("FILELISTONLY")) {
                return parser.fileListOnly(start);
            }
            if (tokens.take("LABELONLY")) {
                return parser.labelOnly(start);
            }
            if (tokens.take("VERIFYONLY")) {
                return parser.verifyOnly(start);
            }
            if (tokens.take("SERVICE")) {
                tokens.expect("MASTER", "KEY");
                return new KeyParser(tokens).restoreServiceMasterKey(start);
            }
            throw notYet("RESTORE", start);
        }

        private Statement transaction(Position start) throws SqlError {
            boolean begins = tokens.at("BEGIN");
            boolean named = tokens.at("BEGIN", "TRAN") || tokens.at("BEGIN", "TRANSACTION");
            if (begins && !named) {
                throw tokens.notSupported("BEGIN ... END", start);
            }
            boolean commits = tokens.at("COMMIT");
            begin();
            named = tokens.take("TRAN") || tokens.take("TRANSACTION");
            if (!named) {
                tokens.take("WORK");
            }
            Optional<Name> name = named && tokens.atName() ? Optional.of(tokens.name()) : Optional.empty();
            if (begins) {
                return new BeginTransaction(start, name);
            }
            return commits ? new CommitTransaction(start, name) : new RollbackTransaction(start, name);
        }

        /** Names the statement when its second word is one of SQL Server's; otherwise it is a syntax error. */
        private SqlError notYet(String verb, Position start) {
            String object = tokens.peek().word();
            boolean known = Set.of(("AGGREGATE APPLICATION ASSEMBLY ASYMMETRIC AVAILABILITY BROKER COLUMN CREDENTIAL"
                                    + " CRYPTOGRAPHIC DATABASE DEFAULT ENDPOINT EVENT EXTERNAL FULLTEXT FUNCTION GROUP"
                                    + " LOG LOGIN MASTER OR PARTITION PROC PROCEDURE QUEUE REWINDONLY BACKUPSETONLY"
                                    + " ROLE RULE SCHEMA SEQUENCE SERVER SERVICE STATISTICS SYMMETRIC SYNONYM TRAN"
                                    + " TRANSACTION TRIGGER TYPE USER VIEW XML")
                            .split(" "))
                    .contains(object);
            if (!known) {
                return tokens.unexpected();
            }
            String words = verb + " " + object;
            SqlError refused = tokens.notSupported(words, start);
            return object.equals("LOG")
                    ? refused.followedBy(
                            Message.TERMINATING_ABNORMALLY.error(words).atLine(start.line()))
                    : refused;
        }
    }
}
