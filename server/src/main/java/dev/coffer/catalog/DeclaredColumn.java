package dev.coffer.catalog;

/**
 * A column of a view and the T-SQL type it is declared with.
 *
 * @param name as sys.columns shows it
 * @param type as in a CREATE TABLE: nvarchar(60), numeric(25,0), bit ...
 */
public record DeclaredColumn(String name, String type) {}
