package dev.coffer.tsql;

import java.util.List;

/**
 * A type as written, such as {@code decimal(10, 2)}.
 *
 * @param name lower case
 * @param arguments none, length, precision, or precision and scale; -1 stands for max
 */
public record TypeName(String name, List<Integer> arguments, Position position) {
    public TypeName {
        arguments = List.copyOf(arguments);
    }
}
