package dev.coffer.command;

import dev.coffer.command.PreparedTexts.Prepared;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.Parameter;
import dev.coffer.translate.Translator;
import dev.coffer.tsql.BatchParser;
import dev.coffer.tsql.Execute;
import dev.coffer.tsql.ParameterDefinition;
import dev.coffer.tsql.ParseRules;
import dev.coffer.tsql.Secret;
import dev.coffer.tsql.Select;
import dev.coffer.tsql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs texts whose parameters become variables of a batch of their own, and never text. Thread-safe. */
final class ParameterizedText {

    private final BatchParser parser = new BatchParser();
    private final Evaluator evaluator;

    ParameterizedText(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /**
     * The text of a call.
     *
     * @throws SqlError 214 when it is NULL
     */
    static String of(Arguments arguments) throws SqlError {
        String text = arguments.text("@stmt");
        if (text == null) {
            throw Message.NOT_A_STATEMENT_TEXT.error("@statement", "ntext/nchar/nvarchar");
        }
        return text;
    }

    /** Its parameters, without values. */
    Variables declared(Prepared prepared) throws SqlError {
        Variables variables = new Variables();
        for (ParameterDefinition definition : parser.parameters(prepared.definitions())) {
            variables.declare(definition.name().text(), definition.type());
        }
        return variables;
    }

    /** Whether it is one SELECT and nothing else. */
    boolean isQuery(Prepared prepared, Caller caller) throws SqlError {
        ParseRules.Quotes quotes = caller.state().quotesNames() ? ParseRules.Quotes.NAMES : ParseRules.Quotes.STRINGS;
        List<Statement> statements = parser.parse(
                prepared.text(), new ParseRules(quotes, declared(prepared).names()));
        statements.forEach(statement -> statement.secrets().forEach(Secret::close));
        return statements.size() == 1 && statements.get(0) instanceof Select;
    }

    /**
     * Runs it with these values; its OUTPUT parameters go back into the call's arguments.
     *
     * @return the status of the text
     */
    int run(Prepared prepared, List<Parameter> given, Arguments arguments, Caller caller) throws SqlError {
        List<ParameterDefinition> definitions = parser.parameters(prepared.definitions());
        if (given.size() > definitions.size()) {
            throw Message.TOO_MANY_ARGUMENTS.error("");
        }
        Variables variables = new Variables();
        @Nullable Parameter[] matched = matched(definitions, given, prepared.text());
        for (int i = 0; i < matched.length; i++) {
            ParameterDefinition definition = definitions.get(i);
            String name = definition.name().text();
            variables.declare(name, definition.type());
            Parameter argument = matched[i];
            if (argument != null) {
                variables.set(name, evaluator.converted(argument.value(), definition.type(), caller));
            }
        }
        int status = caller.run(prepared.text(), variables);
        for (int i = 0; i < matched.length; i++) {
            ParameterDefinition definition = definitions.get(i);
            Parameter argument = matched[i];
            if (argument != null && definition.direction() == Execute.Direction.OUTPUT) {
                String name = definition.name().text();
                arguments.setMore(argument, Translator.typeOf(definition.type()), variables.value(name));
            }
        }
        return status;
    }

    /** By name or position; 8178 for one that is missing. */
    private static @Nullable Parameter[] matched(
            List<ParameterDefinition> definitions, List<Parameter> given, String text) throws SqlError {
        @Nullable Parameter[] matched = new @Nullable Parameter[definitions.size()];
        for (int place = 0; place < given.size(); place++) {
            Parameter argument = given.get(place);
            int index = argument.name().isEmpty() ? place : indexOf(definitions, argument.name());
            if (matched[index] != null) {
                throw Message.PARAMETER_TWICE.error(argument.name());
            }
            matched[index] = argument;
            boolean output = argument.direction() == Parameter.Direction.OUT;
            if (output && definitions.get(index).direction() != Execute.Direction.OUTPUT) {
                throw Message.NOT_AN_OUTPUT.error(definitions.get(index).name().text());
            }
        }
        for (int index = 0; index < matched.length; index++) {
            Parameter argument = matched[index];
            if (argument == null || argument.direction() == Parameter.Direction.DEFAULT) {
                throw Message.PARAMETERIZED_MISSING.error(
                        shown(text), definitions.get(index).name().text());
            }
        }
        return matched;
    }

    private static int indexOf(List<ParameterDefinition> definitions, String name) throws SqlError {
        for (int index = 0; index < definitions.size(); index++) {
            if (definitions.get(index).name().is(name)) {
                return index;
            }
        }
        throw Message.NOT_A_PARAMETER.error(name, "sp_executesql");
    }

    /** Its beginning names the statement well enough, and shows less of what literals may hold. */
    private static String shown(String text) {
        int end = text.indexOf('\'');
        String plain = end < 0 ? text : text.substring(0, end) + "...";
        return plain.length() <= 120 ? plain : plain.substring(0, 120) + "...";
    }
}
