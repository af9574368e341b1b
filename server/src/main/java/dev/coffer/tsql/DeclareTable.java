package dev.coffer.tsql;

/**
 * {@code DECLARE @name [AS] TABLE (column or constraint [, ...])}
 *
 * @see <a href="https://learn.microsoft.com/sql/t-sql/data-types/table-transact-sql">DECLARE TABLE</a>
 */
public record DeclareTable(Position position, CreateTable table) implements ControlStatement {
    @Override
    public String words() {
        return "DECLARE TABLE";
    }
}
