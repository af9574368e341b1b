-- Helpers of translated T-SQL. Installed once in each database by its owner; the block is one statement, so all or nothing.
DO $install$
BEGIN
    IF to_regtype('sys.tinyint') IS NOT NULL THEN
        RETURN;
    END IF;
    CREATE SCHEMA IF NOT EXISTS sys;
    GRANT USAGE ON SCHEMA sys TO PUBLIC;
    CREATE DOMAIN sys.tinyint AS smallint CHECK (VALUE BETWEEN 0 AND 255);

    -- Strings are joined by +.
    CREATE OPERATOR sys.+ (LEFTARG = text, RIGHTARG = text, FUNCTION = pg_catalog.textcat);

    -- bit is compared with numbers, and takes them.
    CREATE FUNCTION sys.bit_equals(boolean, integer) RETURNS boolean LANGUAGE sql IMMUTABLE
        RETURN ($1::integer = $2);
    CREATE FUNCTION sys.bit_differs(boolean, integer) RETURNS boolean LANGUAGE sql IMMUTABLE
        RETURN ($1::integer <> $2);
    CREATE OPERATOR sys.= (LEFTARG = boolean, RIGHTARG = integer, FUNCTION = sys.bit_equals);
    CREATE OPERATOR sys.<> (LEFTARG = boolean, RIGHTARG = integer, FUNCTION = sys.bit_differs);
    UPDATE pg_catalog.pg_cast SET castcontext = 'a'
        WHERE castsource = 'integer'::regtype AND casttarget = 'boolean'::regtype;

    -- datetime plus days.
    CREATE FUNCTION sys.add_days(timestamp, integer) RETURNS timestamp LANGUAGE sql IMMUTABLE
        RETURN ($1 + $2 * interval '1 day');
    CREATE OPERATOR sys.+ (LEFTARG = timestamp, RIGHTARG = integer, FUNCTION = sys.add_days);

    -- Sums and averages of integers are integers.
    CREATE AGGREGATE sys.sum(bigint) (SFUNC = pg_catalog.int8pl, STYPE = bigint);
    CREATE FUNCTION sys.sum_step(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $2 IS NULL THEN $1 ELSE COALESCE($1, 0) + $2 END);
    CREATE FUNCTION sys.sum_end(bigint) RETURNS integer LANGUAGE sql IMMUTABLE RETURN ($1::integer);
    CREATE AGGREGATE sys.sum(integer) (SFUNC = sys.sum_step, STYPE = bigint, FINALFUNC = sys.sum_end);
    CREATE FUNCTION sys.avg_end(bigint[]) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $1[1] = 0 THEN NULL ELSE ($1[2] / $1[1])::integer END);
    CREATE AGGREGATE sys.avg(integer)
        (SFUNC = pg_catalog.int4_avg_accum, STYPE = bigint[], FINALFUNC = sys.avg_end, INITCOND = '{0,0}');

    -- Declared types and original spellings, kept as the columns' comments.
    CREATE VIEW sys.column_meta AS
        SELECT a.attrelid AS table_oid, a.attnum, a.attname AS column_name,
               split_part(d.description, '|', 1) AS declared_type,
               substr(d.description, strpos(d.description, '|') + 1) AS spelling
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname IN ('dbo', 'sys', 'msdb_dbo')
        JOIN pg_catalog.pg_description d
            ON d.objoid = a.attrelid AND d.objsubid = a.attnum AND d.classoid = 'pg_catalog.pg_class'::regclass
        WHERE a.attnum > 0 AND NOT a.attisdropped AND strpos(d.description, '|') > 0;
    GRANT SELECT ON sys.column_meta TO PUBLIC;

    CREATE VIEW sys.all_objects AS
        SELECT c.relname::varchar(128) AS name, c.oid::bigint::integer AS object_id,
               CASE c.relkind WHEN 'v' THEN 'V ' ELSE 'U ' END::char(2) AS type
        FROM pg_catalog.pg_class c
        WHERE c.relkind IN ('r', 'v')
        UNION ALL
        SELECT p.proname::varchar(128), p.oid::bigint::integer, 'FN'::char(2) FROM pg_catalog.pg_proc p;
    GRANT SELECT ON sys.all_objects TO PUBLIC;

    CREATE VIEW sys.tables AS
        SELECT COALESCE(obj_description(c.oid, 'pg_class'), c.relname)::varchar(128) AS name,
               c.oid::bigint::integer AS object_id, 'U '::char(2) AS type
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'dbo'
        WHERE c.relkind = 'r';
    GRANT SELECT ON sys.tables TO PUBLIC;
END
$install$
