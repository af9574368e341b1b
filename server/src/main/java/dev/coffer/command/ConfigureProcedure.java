package dev.coffer.command;

import dev.coffer.catalog.Configuration;
import dev.coffer.catalog.Configuration.Option;
import dev.coffer.catalog.ServerOption;
import dev.coffer.errors.Message;
import dev.coffer.errors.SqlError;
import dev.coffer.result.SqlType;
import java.util.List;
import java.util.Locale;

/**
 * sp_configure: shows server options, or sets one, which RECONFIGURE installs. An option is named by any part of its
 * name that no other has. Thread-safe.
 *
 * @see <a
 *     href="https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-configure-transact-sql">
 *     sp_configure</a>
 */
public final class ConfigureProcedure implements Procedure {

    private static final String NAME = "sp_configure";
    private static final String OPTION = "@configname";
    private static final String VALUE = "@configvalue";
    private static final SqlType INT = SqlType.of("int");

    private static final RowShape<Option> SHAPE = new RowShape<Option>()
            .column("name", SqlType.nvarchar(35), Option::name)
            .column("minimum", INT, Option::minimum)
            .column("maximum", INT, Option::maximum)
            .column("config_value", INT, Option::value)
            .column("run_value", INT, Option::valueInUse);

    private final Configuration configuration;

    public ConfigureProcedure(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Formal> parameters() {
        return List.of(Formal.optional(OPTION, SqlType.sized("varchar", 35)), Formal.optional(VALUE, INT));
    }

    @Override
    public int run(Caller caller, Arguments arguments) throws SqlError {
        String asked = arguments.text(OPTION);
        List<Option> visible = visible();
        if (asked == null) {
            SHAPE.write(visible, caller.sink());
            return 0;
        }
        Option option = find(asked, visible);
        if (arguments.value(VALUE) == null) {
            SHAPE.write(List.of(option), caller.sink());
            return 0;
        }
        Integer value = arguments.number(VALUE);
        if (value == null || value < option.minimum() || value > option.maximum()) {
            throw Message.INVALID_OPTION_VALUE.error(String.valueOf(arguments.text(VALUE)), option.name());
        }
        set(option, value, caller);
        return 0;
    }

    private List<Option> visible() throws SqlError {
        boolean advanced = configuration.inUse(ServerOption.SHOW_ADVANCED_OPTIONS) == 1;
        return configuration.all().stream()
                .filter(option -> advanced || !option.advanced())
                .toList();
    }

    private static Option find(String asked, List<Option> visible) throws SqlError {
        String part = asked.strip().toLowerCase(Locale.ROOT);
        List<Option> found = visible.stream()
                .filter(option -> option.name().toLowerCase(Locale.ROOT).contains(part))
                .toList();
        for (Option option : found) {
            if (option.name().equalsIgnoreCase(part)) {
                return option;
            }
        }
        if (found.isEmpty()) {
            throw Message.NO_SUCH_OPTION.error(asked);
        }
        if (found.size() > 1) {
            throw Message.OPTION_NOT_UNIQUE.error(asked);
        }
        return found.get(0);
    }

    private void set(Option option, int value, Caller caller) throws SqlError {
        if (caller.state().transactionCount() > 0) {
            throw Message.PROCEDURE_IN_TRANSACTION.error(NAME);
        }
        if (!option.settable() && value != option.value()) {
            throw Message.NOT_SUPPORTED.error("The value " + value + " of the option '" + option.name() + "'");
        }
        configuration.set(option, value);
        caller.inform(Message.OPTION_CHANGED, option.name(), option.value(), value);
    }
}
