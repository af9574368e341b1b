package dev.coffer.tsql;

import dev.coffer.errors.SqlError;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Text of one batch to its statements. Thread-safe. */
public final class BatchParser {

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
        return read(batch, rules).statements();
    }

    /** The same, with what may be shown of each statement. */
    public ParsedBatch read(String batch, ParseRules rules) throws SqlError {
        List<Token> tokens = new Lexer(batch, Limits.STANDARD, rules.quotes()).tokens();
        Run run = new Run(batch, reader(tokens, rules.variables()));
        return new ParsedBatch(run.batch(), run.texts);
    }

    /** The declarations in sp_executesql's second argument: {@code @a int, @b nvarchar(40) OUTPUT}. */
    public List<ParameterDefinition> parameters(String text) throws SqlError {
        List<Token> tokens = new Lexer(text, Limits.STANDARD, ParseRules.STANDARD.quotes()).tokens();
        return new VariableParser(reader(tokens, Set.of())).parameters();
    }

    /** The one statement of these tokens, all variables replaced. */
    static Statement single(List<Token> tokens) throws SqlError {
        return new Run("", reader(tokens, Set.of())).batch().get(0);
    }

    private static TokenReader reader(List<Token> tokens, Set<String> variables) {
        Limits limits = Limits.STANDARD;
        return new TokenReader(tokens, limits, new DeclaredVariables(variables, limits.variables()));
    }

    /** One batch on its way. */
    private static final class Run {

        private final String text;
        private final TokenReader tokens;
        private final ControlParser control;
        private final IdentityHashMap<Statement, StatementText> texts = new IdentityHashMap<>();

        /** All that was read, inside blocks too: whose secrets are closed when the rest does not parse. */
        private final List<Statement> read = new ArrayList<>();

        /** @param text what the tokens were read from; empty when nobody will ask for a statement's text */
        Run(String text, TokenReader tokens) {
            this.text = text;
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
            Optional<String> other = OtherStatements.at(tokens);
            if (other.isPresent()) {
                throw tokens.notSupported(other.get(), tokens.position());
            }
            int start = tokens.offset();
            List<Statement> statements;
            if (tokens.at("SET") && tokens.peek(1).kind() != Token.Kind.VARIABLE) {
                statements = new SetParser(tokens).parse(begin());
            } else {
                statements = List.of(statement());
                read.addAll(statements);
            }
            if (!text.isEmpty()) {
                for (Statement statement : statements) {
                    texts.put(statement, StatementText.of(statement, text, start, tokens.offset()));
                }
            }
            return statements;
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
                default -> other(start);
            };
        }

        private Statement other(Position start) throws SqlError {
            if (tokens.atSign("(")) {
                return new ChangeParser(tokens).statement();
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
            if (tokens.take("DATABASE", "SCOPED", "CREDENTIAL")) {
                return new CredentialParser(tokens).createScoped(start);
            }
            if (tokens.take("DATABASE")) {
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
            throw tokens.unexpected();
        }

        private Statement alter(Position start) throws SqlError {
            if (tokens.take("TABLE")) {
                return new AlterTableParser(tokens).parse(start);
            }
            if (tokens.take("CREDENTIAL")) {
                return new CredentialParser(tokens).alter(start);
            }
            if (tokens.take("SERVICE", "MASTER")) {
                tokens.expect("KEY");
                return new KeyParser(tokens).alterServiceMasterKey(start);
            }
            if (tokens.take("DATABASE", "SCOPED", "CREDENTIAL")) {
                return new CredentialParser(tokens).alterScoped(start);
            }
            if (tokens.take("DATABASE")) {
                return new AlterDatabaseParser(tokens).parse(start);
            }
            throw tokens.unexpected();
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
            if (tokens.take("DATABASE", "SCOPED", "CREDENTIAL")) {
                return new CredentialParser(tokens).dropScoped(start);
            }
            if (tokens.take("DATABASE")) {
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
            throw tokens.unexpected();
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
            if (tokens.take("MASTER", "KEY")) {
                return new KeyParser(tokens).backupMasterKey(start);
            }
            throw tokens.unexpected();
        }

        private Statement restore(Position start) throws SqlError {
            if (tokens.take("SERVICE")) {
                tokens.expect("MASTER", "KEY");
                return new KeyParser(tokens).restoreServiceMasterKey(start);
            }
            if (tokens.take("MASTER", "KEY")) {
                return new KeyParser(tokens).restoreMasterKey(start);
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
            throw tokens.unexpected();
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
                case "COMMIT" -> {
                    delayedDurability();
                    yield new CommitTransaction(start, name);
                }
                case "ROLLBACK" -> new RollbackTransaction(start, name);
                default -> {
                    if (name.isEmpty()) {
                        throw tokens.unexpected();
                    }
                    yield new SaveTransaction(start, name.get());
                }
            };
        }

        /** {@code WITH (DELAYED_DURABILITY = ON | OFF)}: a commit may be more durable than it was asked to be. */
        private void delayedDurability() throws SqlError {
            if (tokens.at("WITH")
                    && tokens.peek(1).isSymbol("(")
                    && tokens.peek(2).isWord("DELAYED_DURABILITY")) {
                tokens.next();
                tokens.expectSign("(");
                tokens.next();
                tokens.expectSign("=");
                if (!tokens.take("ON")) {
                    tokens.expect("OFF");
                }
                tokens.expectSign(")");
            }
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
    }
}
