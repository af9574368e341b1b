package dev.coffer.tsql;

import java.util.List;
import java.util.Optional;

/**
 * {@code CREATE MASTER KEY [ENCRYPTION BY PASSWORD = 'password']}
 *
 * @param password absent in the form that later versions of SQL Server refuse with 33161
 * @see <a href="https://learn.microsoft.com/sql/t-sql/statements/create-master-key-transact-sql">CREATE MASTER KEY</a>
 */
public record CreateMasterKey(Position position, Optional<Secret> password) implements Statement {
    @Override
    public String words() {
        return "CREATE MASTER KEY";
    }

    @Override
    public List<Secret> secrets() {
        return password.stream().toList();
    }
}
