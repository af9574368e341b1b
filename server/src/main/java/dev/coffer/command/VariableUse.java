package dev.coffer.command;

import dev.coffer.tsql.Expression;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that an expression reads. */
final class VariableUse {

    private static final Pattern VARIABLE = Pattern.compile("Variable\\[position=[0-9:]+, name=(@[^\\]@][^\\]]*)]");

    private VariableUse() {}

    /** Found in the expression's printed form, which shows names and never what literals hold. */
    static Set<String> of(Expression expression) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = VARIABLE.matcher(expression.toString());
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
