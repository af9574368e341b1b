package dev.coffer.session;

import dev.coffer.command.Variables;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.BeginEnd;
import dev.coffer.tsql.Declare;
import dev.coffer.tsql.If;
import dev.coffer.tsql.Statement;
import dev.coffer.tsql.TryCatch;
import dev.coffer.tsql.While;
import java.util.List;

/** DECLARE counts for the whole batch from where it stands in the text, whether it is run or not. */
final class Declarations {

    private Declarations() {}

    /** Declares what the statements, and those inside them, declare; values are given when they run. */
    static void declareAll(List<Statement> statements, Variables variables) throws SqlError {
        for (Statement statement : statements) {
            if (statement instanceof Declare declare) {
                for (Declare.Variable variable : declare.variables()) {
                    variables.declare(variable.name().text(), variable.type());
                }
            }
            declareAll(inside(statement), variables);
        }
    }

    private static List<Statement> inside(Statement statement) {
        if (statement instanceof BeginEnd block) {
            return block.statements();
        }
        if (statement instanceof While loop) {
            return List.of(loop.body());
        }
        if (statement instanceof If branch) {
            return branch.otherwise().isPresent()
                    ? List.of(branch.then(), branch.otherwise().get())
                    : List.of(branch.then());
        }
        if (statement instanceof TryCatch blocks) {
            return List.of(
                    new BeginEnd(blocks.position(), blocks.tried()), new BeginEnd(blocks.position(), blocks.caught()));
        }
        return List.of();
    }
}
