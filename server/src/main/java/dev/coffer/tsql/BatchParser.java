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
    private static final Set<String> NOT_YET =
            Set.of("GRANT DENY REVOKE BULK GOTO REVERT ADD ENABLE DISABLE".split(" "));

    /**
     * Parses a whole batch; nothing of it runs when any of it does not parse.
     *
     * @param batch without GO, which belongs to the client
     * @throws SqlError with the line in the batch; never quotes a literal in a secret position
     */
    public List<Statement> parse(String batch) throws SqlError {
        return parse(batch, ParseRules.STANDARD);
    }

    /** The same under the rules of a session. */
    public List<Statement> parse(String batch, ParseRules rules) throws SqlError {
        return new Run(reader(new Lexer(batch, Limits.STANDARD, rules.quotes()).tokens(), rules.variables())).batch();
    }

    /** The declarations in sp_executesql's second argument: {@code @a int, @b nvarchar(40) OUTPUT}. */
    public List<ParameterDefinition> parameters(String text) throws SqlError {
        List<Token> tokens = new Lexer(text, Limits.STANDARD, ParseRules.STANDARD.quotes()).tokens();
        return new VariableParser(reader(tokens, Set.of())).parameters();
    }

    /** The one statement of these tokens, all variables replaced. */
    static Statement single(List<Token> tokens) throws SqlError {
        return new Run(reader(tokens, Set.of())).batch().get(0);
    }

    private static TokenReader reader(List<Token> tokens, Set<String> variables) {
        Limits limits = Limits.STANDARD;
        return new TokenReader(tokens, limits, new DeclaredVariables(variables, limits.variables()));
    }

    /** One batch on its way. */
    private static final class Run {

        private final TokenReader tokens;
        private final ControlParser control;

        /** All that was read, inside blocks too: whose secrets are closed when the rest does not parse. */
        private final List<Statement> read = new ArrayList<>();

        Run(TokenReader tokens) {
            this.tokens = tokens;
            this.control = new ControlParser(tokens, this::next);
        }

        List<Statement> batch() throws SqlError {
            List<Statement> statements = new ArrayList<>();
            try {
                while (!tokens.atEnd()) {
                    if (!tokens.takeSign(";")) {
                        statements.addAll(next());
                    }
                }
            } catch (SqlError e) {
                read.forEach(statement -> statement.secrets().forEach(Secret::close));
                throw e;
            }
            return List.copyOf(statements);
        }

        private List<Statement> next() throws SqlError {
            if (tokens.at("SET") && tokens.peek(1).kind() != Token.Kind.VARIABLE) {
                return new SetParser(tokens).parse(begin());
            }
            Statement statement = statement();
            read.add(statement);
            return List.of(statement);
        }

        private Statement statement() throws SqlError {
            Position start = tokens.position();
            String word = tokens.peek().word();
            return switch (word) {
                case "CREATE" -> create(begin());
                case "ALTER" -> alter(begin());
                case "DROP" -> drop(begin());
                case "BACKUP" -> backup(begin());
                case "RESTORE" -> restore(begin());
                case "USE" -> new Use(begin(), tokens.name());
                case "SET" -> new VariableParser(tokens).set(begin());
                case "DECLARE" -> new VariableParser(tokens).declare(begin());
                case "PRINT" -> new Print(begin(), new ExpressionParser(tokens).value());
                case "EXEC", "EXECUTE" -> new ExecuteParser(tokens).execute(begin());
                case "RAISERROR" -> new ExecuteParser(tokens).raiserror(begin());
                case "OPEN" -> new CursorParser(tokens).open(begin());
                case "FETCH" -> new CursorParser(tokens).fetch(begin());
                case "CLOSE" -> new CursorParser(tokens).close(begin());
                case "DEALLOCATE" -> new CursorParser(tokens).deallocate(begin());
                case "KILL" -> new ServerParser(tokens).kill(begin());
                case "RECONFIGURE" -> new ServerParser(tokens).reconfigure(begin());
                case "DBCC" -> new DbccParser(tokens).parse(begin());
                case "CHECKPOINT" -> new ServerParser(tokens).checkpoint(begin());
                case "SHUTDOWN" -> new ServerParser(tokens).shutdown(begin());
                case "WAITFOR" -> new ExecuteParser(tokens).waitfor(begin());
                case "IF" -> control.ifStatement(begin());
                case "WHILE" -> control.whileLoop(begin());
                case "BREAK" -> control.breakLoop(begin());
                case "CONTINUE" -> control.continueLoop(begin());
                case "RETURN" -> control.returnFrom(begin());
                case "THROW" -> control.raise(begin());
                case "BEGIN" -> begins(begin());
                case "COMMIT", "ROLLBACK", "SAVE" -> transaction(word, begin());
                case "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE" -> {
                    tokens.beginStatement();
                    yield new ChangeParser(tokens).statement();
                }
                default -> other(word, start);
            };
        }

        private Statement other(String word, Position start) throws SqlError {
            if (tokens.atSign("(")) {
                return new ChangeParser(tokens).statement();
            }
            if (NOT_YET.contains(word)) {
                throw tokens.notSupported(word, start);
            }
            if (tokens.index() == 0 && tokens.atName()) {
                // At the start of a batch EXECUTE may be left out.
                return new ExecuteParser(tokens).execute(start);
            }
            throw tokens.unexpected();
        }

        private Statement begins(Position start) throws SqlError {
            if (tokens.take("TRY")) {
                return control.tryCatch(start);
            }
            if (tokens.at("TRAN") || tokens.at("TRANSACTION")) {
                return transaction("BEGIN", start);
            }
            if (tokens.at("DISTRIBUTED") || tokens.at("ATOMIC") || tokens.at("DIALOG") || tokens.at("CONVERSATION")) {
                throw tokens.notSupported("BEGIN " + tokens.peek().word(), start);
            }
            return control.block(start);
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
            if (tokens.take("CREDENTIAL")) {
                return new CredentialParser(tokens).create(start);
            }
            if (tokens.at("DATABASE") && !isOtherDatabaseObject()) {
                tokens.next();
                return new DatabaseParser(tokens).create(start);
            }
            if (tokens.take("TABLE")) {
                return new TableParser(tokens).createTable(start);
            }
            if (tokens.take("VIEW")) {
                return new ViewParser(tokens).create(start);
            }
            if (tokens.at("UNIQUE") || tokens.at("CLUSTERED") || tokens.at("NONCLUSTERED") || tokens.at("INDEX")) {
                return new TableParser(tokens).createIndex(start);
            }
            throw notYet("CREATE", start);
        }

        /** DATABASE is the first word of other objects too. */
        private boolean isOtherDatabaseObject() {
            return tokens.at("DATABASE", "ENCRYPTION")
                    || tokens.at("DATABASE", "AUDIT")
                    || tokens.at("DATABASE", "SCOPED");
        }

        private Statement alter(Position start) throws SqlError {
            if (tokens.take("TABLE")) {
                return new AlterTableParser(tokens).parse(start);
            }
            if (tokens.take("CREDENTIAL")) {
                return new CredentialParser(tokens).alter(start);
            }
            if (tokens.at("DATABASE") && !isOtherDatabaseObject()) {
                tokens.next();
                return new AlterDatabaseParser(tokens).parse(start);
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
            if (tokens.take("CREDENTIAL")) {
                return new CredentialParser(tokens).drop(start);
            }
            if (tokens.at("DATABASE") && !isOtherDatabaseObject()) {
                tokens.next();
                return new DatabaseParser(tokens).drop(start);
            }
            if (tokens.take("TABLE")) {
                return new TableParser(tokens).dropTable(start);
            }
            if (tokens.take("VIEW")) {
                return new ViewParser(tokens).drop(start);
            }
            if (tokens.take("INDEX")) {
                return new TableParser(tokens).dropIndex(start);
            }
            throw notYet("DROP", start);
        }

        private Statement backup(Position start) throws SqlError {
            int first = tokens.index() - 1;
            if (tokens.take("DATABASE")) {
                tokens.beginPlaces();
                return withPlaces(first, BackupParser.database(tokens).parse(start));
            }
            if (tokens.take("LOG")) {
                tokens.beginPlaces();
                return withPlaces(first, BackupParser.log(tokens).parse(start));
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
            if (tokens.take("SERVICE")) {
                tokens.expect("MASTER", "KEY");
                return new KeyParser(tokens).restoreServiceMasterKey(start);
            }
            int first = tokens.index() - 1;
            tokens.beginPlaces();
            return withPlaces(first, restoreFromMedia(start));
        }

        private Statement restoreFromMedia(Position start) throws SqlError {
            RestoreParser parser = new RestoreParser(tokens);
            if (tokens.take("DATABASE")) {
                return parser.database(start);
            }
            if (tokens.take("LOG")) {
                return parser.log(start);
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
            throw notYet("RESTORE", start);
        }

        private Statement withPlaces(int first, Statement form) {
            Optional<TokenTemplate> template = tokens.endPlaces(first);
            return template.isPresent() ? new WithVariables(form.position(), form, template.get()) : form;
        }

        private Statement transaction(String verb, Position start) throws SqlError {
            boolean named = tokens.take("TRAN") || tokens.take("TRANSACTION");
            if (!named) {
                tokens.take("WORK");
            }
            Optional<Name> name = Optional.empty();
            if (named && (tokens.atName() || tokens.atVariable())) {
                name = Optional.of(tokens.atVariable() ? tokens.variable() : tokens.name());
            }
            return switch (verb) {
                case "BEGIN" -> new BeginTransaction(start, name, mark(name));
                case "COMMIT" -> new CommitTransaction(start, name);
                case "ROLLBACK" -> new RollbackTransaction(start, name);
                default -> {
                    if (name.isEmpty()) {
                        throw tokens.unexpected();
                    }
                    yield new SaveTransaction(start, name.get());
                }
            };
        }

        /** WITH MARK [description], of a transaction that has a name. */
        private Optional<Text> mark(Optional<Name> name) throws SqlError {
            if (name.isEmpty() || !tokens.take("WITH", "MARK")) {
                return Optional.empty();
            }
            return Optional.of(
                    tokens.peek().kind() == Token.Kind.STRING
                            ? tokens.text()
                            : new Text("", name.get().position()));
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
            String words = verb + " " + (tokens.at("DATABASE", "SCOPED") ? "DATABASE SCOPED" : object);
            SqlError refused = tokens.notSupported(words, start);
            return object.equals("LOG")
                    ? refused.followedBy(
                            Message.TERMINATING_ABNORMALLY.error(words).atLine(start.line()))
                    : refused;
        }
    }
}
