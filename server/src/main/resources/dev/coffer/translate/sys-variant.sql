-- sql_variant: a value that brings its type along, as the pair of the type's name, as in CREATE TABLE, and the value's text.
DO $install$
BEGIN
    IF to_regtype('sys.sql_variant') IS NULL THEN
        CREATE TYPE sys.sql_variant AS (base varchar, value text);
    END IF;
    IF (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum)
            FROM pg_catalog.pg_type t JOIN pg_catalog.pg_attribute a ON a.attrelid = t.typrelid
            WHERE t.oid = 'sys.sql_variant'::regtype AND t.typtype = 'c' AND a.attnum > 0 AND NOT a.attisdropped)
            IS DISTINCT FROM 'base character varying, value text' THEN
        RAISE EXCEPTION 'The type sys.sql_variant is not this server''s';
    END IF;

    CREATE OR REPLACE FUNCTION sys.printable(sys.sql_variant) RETURNS text LANGUAGE sql IMMUTABLE RETURN ($1).value;
    CREATE OR REPLACE FUNCTION sys.variant_number(sys.sql_variant) RETURNS numeric LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN ($1).value ~ '^[-+]?[0-9]+([.][0-9]*)?$' THEN ($1).value::numeric END);
    CREATE OR REPLACE FUNCTION sys.instead(sys.sql_variant, text) RETURNS sys.sql_variant LANGUAGE sql IMMUTABLE
        RETURN COALESCE($1, CASE WHEN $2 IS NOT NULL THEN ROW('nvarchar(4000)', $2)::sys.sql_variant END);
    CREATE OR REPLACE FUNCTION sys.instead(sys.sql_variant, integer) RETURNS sys.sql_variant LANGUAGE sql IMMUTABLE
        RETURN COALESCE($1, CASE WHEN $2 IS NOT NULL THEN ROW('int', $2::text)::sys.sql_variant END);

    -- Casts. A number that is none fails as a string that is none.
    DECLARE
        target regtype;
        wanted text;
    BEGIN
        FOREACH target IN ARRAY ARRAY['smallint', 'integer', 'bigint', 'numeric', 'double precision', 'boolean', 'text',
                'uuid', 'timestamp', 'date', 'bytea']::regtype[] LOOP
            wanted := 'sys.variant_' || (SELECT typname FROM pg_catalog.pg_type WHERE oid = target);
            EXECUTE format(
                'CREATE OR REPLACE FUNCTION %s(sys.sql_variant) RETURNS %s LANGUAGE sql IMMUTABLE STRICT RETURN (%s)',
                wanted, target, CASE
                    WHEN target = 'boolean'::regtype THEN '($1).value::numeric <> 0'
                    WHEN target IN ('smallint'::regtype, 'integer', 'bigint')
                        THEN 'pg_catalog.trunc(($1).value::numeric)::' || target
                    ELSE '($1).value::' || target END);
            IF NOT EXISTS (SELECT FROM pg_catalog.pg_cast
                    WHERE castsource = 'sys.sql_variant'::regtype AND casttarget = target) THEN
                EXECUTE format('CREATE CAST (sys.sql_variant AS %s) WITH FUNCTION %s(sys.sql_variant)', target, wanted);
            END IF;
            IF NOT EXISTS (SELECT FROM pg_catalog.pg_cast WHERE castsource = 'sys.sql_variant'::regtype
                    AND casttarget = target AND castfunc = (wanted || '(sys.sql_variant)')::regprocedure) THEN
                RAISE EXCEPTION 'The cast of sql_variant to % is not this server''s', target;
            END IF;
        END LOOP;
    END;

    -- Comparisons with strings and whole numbers.
    DECLARE
        operator record;
        other text;
        found regoperator;
    BEGIN
        FOR operator IN SELECT * FROM (VALUES ('=', 'equals'), ('<>', 'differs'), ('<', 'less'), ('<=', 'at_most'),
                ('>', 'more'), ('>=', 'at_least')) AS operators (sign, word) LOOP
            FOREACH other IN ARRAY ARRAY['text', 'integer'] LOOP
                EXECUTE format(
                    'CREATE OR REPLACE FUNCTION sys.variant_%s(sys.sql_variant, %s) RETURNS boolean LANGUAGE sql'
                    ' IMMUTABLE RETURN %s OPERATOR(pg_catalog.%s) $2%s',
                    operator.word, other,
                    CASE other WHEN 'text' THEN '($1).value' ELSE 'sys.variant_number($1)' END, operator.sign,
                    CASE other WHEN 'text' THEN '' ELSE '::numeric' END);
                found := to_regoperator(format('sys.%s(sys.sql_variant,%s)', operator.sign, other));
                IF found IS NULL THEN
                    EXECUTE format(
                        'CREATE OPERATOR sys.%s (LEFTARG = sys.sql_variant, RIGHTARG = %s, FUNCTION = sys.variant_%s)',
                        operator.sign, other, operator.word);
                ELSIF (SELECT oprcode::oid FROM pg_catalog.pg_operator WHERE oid = found)
                        <> format('sys.variant_%s(sys.sql_variant,%s)', operator.word, other)::regprocedure::oid THEN
                    RAISE EXCEPTION 'The operator % is not this server''s', found;
                END IF;
            END LOOP;
        END LOOP;
    END;
END
$install$;
