package dev.coffer.tsql;

import java.util.Optional;

/**
 * {@code [[database.][schema].]object}.
 *
 * @param schema absent when nothing, or nothing between two dots, was written
 */
public record ObjectName(Optional<Name> database, Optional<Name> schema, Name object) {
    public Position position() {
        return database.or(() -> schema).orElse(object).position();
    }

    @Override
    public String toString() {
        String tail = schema.map(Name::toString).orElse("") + "." + object;
        return database.map(name -> name + "." + tail).orElse(schema.isPresent() ? tail : object.toString());
    }
}
