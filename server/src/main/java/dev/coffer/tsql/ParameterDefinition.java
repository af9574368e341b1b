package dev.coffer.tsql;

/**
 * A parameter as sp_executesql's second argument declares it: {@code @name [AS] type [OUTPUT]}.
 *
 * @param name with its at sign
 */
public record ParameterDefinition(Name name, TypeName type, Execute.Direction direction) {}
