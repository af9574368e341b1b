package dev.coffer.command;

import dev.coffer.command.Folding.Settled;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.Declare;
import dev.coffer.tsql.Expression;
import dev.coffer.tsql.Name;
import dev.coffer.tsql.Query;
import dev.coffer.tsql.Select;
import dev.coffer.tsql.SelectVariables;
import dev.coffer.tsql.SetVariable;
import dev.coffer.tsql.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DECLARE, SET and SELECT of variables. Thread-safe. */
public final class VariableCommands {

    private final Evaluator evaluator;

    public VariableCommands(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    /** The variables themselves are there since the batch began. */
    public void declare(Declare statement, Caller caller) throws SqlError {
        for (Declare.Variable variable : statement.variables()) {
            if (variable.value().isPresent()) {
                assign(variable.name(), variable.value().get(), caller);
            }
        }
    }

    public void set(SetVariable statement, Caller caller) throws SqlError {
        Expression value = statement.value();
        assign(statement.variable(), compound(statement.variable(), statement.operator(), value), caller);
        caller.state().noteAssigned(1);
    }

    private void assign(Name variable, Expression value, Caller caller) throws SqlError {
        TypeName type = caller.variables().declared(variable.text());
        caller.variables().set(variable.text(), evaluator.value(value, type, caller));
    }

    private static Expression compound(Name variable, String operator, Expression value) {
        if (operator.isEmpty()) {
            return value;
        }
        Expression before = new Expression.Variable(variable.position(), variable.text());
        return new Expression.Arithmetic(variable.position(), operator, before, value);
    }

    /** The last row wins; without rows the variables keep their values. */
    public void select(SelectVariables statement, Caller caller) throws SqlError {
        Query.Block block = (Query.Block) statement.query().body();
        if (block.from().isEmpty() && block.where().isEmpty() && block.top().isEmpty()) {
            for (int i = 0; i < statement.assignments().size(); i++) {
                SelectVariables.Assignment assignment = statement.assignments().get(i);
                assign(
                        assignment.variable(),
                        compound(assignment.variable(), assignment.operator(), value(block, i)),
                        caller);
            }
            caller.state().noteAssigned(1);
            return;
        }
        fromRows(statement, block, caller);
    }

    private static Expression value(Query.Block block, int index) {
        return ((Query.Value) block.items().get(index)).value();
    }

    /** One variable's part in the rows of a query. */
    private record Target(String variable, TypeName type, String operator) {}

    /**
     * A sum over the rows, {@code @a = @a + x} and {@code @a += x}, is made here, row by row; other expressions with
     * a variable that the rows change would be evaluated once too early.
     */
    private void fromRows(SelectVariables statement, Query.Block block, Caller caller) throws SqlError {
        Variables variables = caller.variables();
        List<Target> targets = new ArrayList<>();
        List<Query.Item> items = new ArrayList<>();
        List<TypeName> types = new ArrayList<>();
        for (int i = 0; i < statement.assignments().size(); i++) {
            SelectVariables.Assignment assignment = statement.assignments().get(i);
            String name = assignment.variable().text();
            Expression value = value(block, i);
            String operator = assignment.operator();
            if (operator.isEmpty()
                    && value instanceof Expression.Arithmetic sum
                    && leftmost(sum) instanceof Expression.Variable first
                    && first.name().equalsIgnoreCase(name)
                    && sum.operator().equals("+")) {
                value = withoutLeftmost(sum);
                operator = "+";
            }
            if (VariableUse.of(value).stream().anyMatch(used -> assigned(statement, used))) {
                throw Message.NOT_SUPPORTED
                        .error("An assignment from rows that reads a variable it changes")
                        .withHint("Use STRING_AGG or SUM.");
            }
            TypeName type = variables.declared(name);
            targets.add(new Target(name, type, operator));
            types.add(type);
            items.add(new Query.Value(value, Optional.empty()));
        }
        Select select = new Select(statement.position(), statement.query().with(block.with(items)));
        @Nullable Object[] last = new @Nullable Object[targets.size()];
        boolean[] any = new boolean[1];
        for (int i = 0; i < last.length; i++) {
            last[i] = variables.value(targets.get(i).variable());
        }
        long count = evaluator.rows(select, types, caller, row -> {
            any[0] = true;
            for (int i = 0; i < last.length; i++) {
                last[i] = next(targets.get(i), last[i], row[i], caller);
            }
        });
        for (int i = 0; any[0] && i < last.length; i++) {
            variables.set(targets.get(i).variable(), last[i]);
        }
        caller.state().noteAssigned(count);
    }

    private @Nullable Object next(Target target, @Nullable Object before, @Nullable Object value, Caller caller)
            throws SqlError {
        if (target.operator().isEmpty()) {
            return value;
        }
        Optional<Settled> sum = Folding.combined(target.operator(), before, value);
        if (sum.isEmpty()) {
            throw Message.NOT_SUPPORTED
                    .error("Adding up rows in a variable of this type")
                    .withHint("Use SUM.");
        }
        return evaluator.converted(sum.get().value(), target.type(), caller);
    }

    private static boolean assigned(SelectVariables statement, String name) {
        return statement.assignments().stream()
                .anyMatch(assignment -> assignment.variable().text().equalsIgnoreCase(name));
    }

    private static Expression leftmost(Expression.Arithmetic sum) {
        return sum.left() instanceof Expression.Arithmetic left
                        && left.operator().equals("+")
                ? leftmost(left)
                : sum.left();
    }

    private static Expression withoutLeftmost(Expression.Arithmetic sum) {
        return sum.left() instanceof Expression.Arithmetic left
                        && left.operator().equals("+")
                ? new Expression.Arithmetic(sum.position(), sum.operator(), withoutLeftmost(left), sum.right())
                : sum.right();
    }
}
