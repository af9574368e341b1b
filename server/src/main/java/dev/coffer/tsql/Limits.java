package dev.coffer.tsql;

/**
 * The bounds of what is parsed.
 *
 * @param batchChars 16 million UTF-16 units: holds any script a person or tool writes
 * @param tokens a million, about 100 MB with what is made of them: two such batches fit the heap
 * @param identifierChars 128, SQL Server's (error 103)
 * @param nesting 200 levels of parentheses, CASE or subqueries; keeps recursion far from the end of a thread's stack
 * @param insertRows 1000 rows in one VALUES, SQL Server's (error 10738)
 * @param certificates 64 in one ENCRYPTION clause: as many as a backup has key slots
 * @param labelChars 128, of NAME and MEDIANAME
 * @param descriptionChars 255, of DESCRIPTION and MEDIADESCRIPTION
 * @param variables 8192 in one batch, so that a statement's parameters stay within what the engine takes
 * @param listItems 4096 entries of a select list, a column list or an argument list: SQL Server's bound for select
 *     lists
 */
record Limits(
        int batchChars,
        int tokens,
        int identifierChars,
        int nesting,
        int insertRows,
        int certificates,
        int labelChars,
        int descriptionChars,
        int variables,
        int listItems) {

    static final Limits STANDARD = new Limits(16_000_000, 1_000_000, 128, 200, 1000, 64, 128, 255, 8192, 4096);
}
