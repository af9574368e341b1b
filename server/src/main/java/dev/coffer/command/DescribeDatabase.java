package dev.coffer.command;

import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase.Describe;

/** Options with one value: it is accepted since it changes nothing, every other is refused. */
public final class DescribeDatabase implements DatabaseChange<Describe> {

    @Override
    public void check(Describe change) throws SqlError {
        String value = change.described().value();
        if (!change.value().equals(value)) {
            throw Message.NOT_SUPPORTED
                    .error("ALTER DATABASE ... SET " + change.option() + " " + change.value())
                    .withHint("The value is " + value + " in every database.");
        }
    }

    @Override
    public boolean suitsAttached() {
        return true;
    }

    @Override
    public void make(Describe change, Target target) {
        // The database is as the statement says already.
    }
}
