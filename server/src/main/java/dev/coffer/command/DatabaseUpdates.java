package dev.coffer.command;

import dev.coffer.catalog.Updateability;
import dev.coffer.errors.SqlError;
import dev.coffer.tsql.AlterDatabase.SetUpdates;

/** READ_ONLY and READ_WRITE: users' statements and statements about keys obey it, the engine's own work goes on. */
public final class DatabaseUpdates implements DatabaseChange<SetUpdates> {

    private final Premises premises;
    private final Clearing clearing;

    public DatabaseUpdates(Premises premises) {
        this.premises = premises;
        this.clearing = new Clearing(premises.uses());
    }

    @Override
    public void make(SetUpdates change, Target target) throws SqlError {
        String name = target.database().name();
        Updateability wanted = switch (change.updates()) {
            case READ_ONLY -> Updateability.READ_ONLY;
            case READ_WRITE -> Updateability.READ_WRITE;
        };
        clearing.run(
                target,
                () -> target.caller().connections().outside(name, () -> {
                    premises.catalog().databases().setUpdateability(name, wanted);
                    return name;
                }));
    }
}
