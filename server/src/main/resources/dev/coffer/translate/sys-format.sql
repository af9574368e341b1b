-- Values as reports show them.
DO $install$
BEGIN
    -- STR: as many places as there are, decimals given up before the number is; also for a digit that rounding adds.
    CREATE OR REPLACE FUNCTION sys.str(double precision, integer, integer) RETURNS text LANGUAGE sql IMMUTABLE STRICT
        RETURN (SELECT CASE WHEN $2 < 0 OR $3 < 0 THEN NULL
            WHEN pg_catalog.length(pg_catalog.round(v.x)::text) > $2 THEN pg_catalog.repeat('*', $2)
            WHEN pg_catalog.length(pg_catalog.round(v.x, v.places)::text) <= $2
                THEN pg_catalog.lpad(pg_catalog.round(v.x, v.places)::text, $2)
            WHEN v.places > 1 THEN pg_catalog.lpad(pg_catalog.round(v.x, v.places - 1)::text, $2)
            ELSE pg_catalog.lpad(pg_catalog.round(v.x)::text, $2) END
            FROM (SELECT $1::numeric AS x, LEAST($3, 16, GREATEST(0,
                $2 - pg_catalog.length(pg_catalog.trunc($1::numeric)::text) - 1)) AS places) v);

    -- Styles 9 and 109.
    CREATE OR REPLACE FUNCTION sys.moment_long(timestamp) RETURNS text LANGUAGE sql STABLE
        RETURN (pg_catalog.to_char($1, 'Mon ') || pg_catalog.lpad(pg_catalog.to_char($1, 'FMDD'), 2)
            || pg_catalog.to_char($1, ' YYYY ') || pg_catalog.lpad(pg_catalog.to_char($1, 'FMHH12'), 2)
            || pg_catalog.to_char($1, ':MI:SS:MSAM'));

    -- FORMAT: what the pattern means for a moment, for any number, and for whole numbers alone; NULL where it means
    -- nothing that is known here.
    CREATE OR REPLACE FUNCTION sys.formatted(timestamp, text, text, text) RETURNS text LANGUAGE sql STABLE
        RETURN (CASE WHEN $2 IS NULL THEN sys.refuse('FORMAT of a datetime with this pattern')
            ELSE pg_catalog.to_char($1, $2) END);
    CREATE OR REPLACE FUNCTION sys.formatted(time, text, text, text) RETURNS text LANGUAGE sql STABLE
        RETURN sys.refuse('FORMAT of a time');
    CREATE OR REPLACE FUNCTION sys.formatted(numeric, text, text, text) RETURNS text LANGUAGE sql STABLE
        RETURN (CASE WHEN $3 IS NOT NULL THEN pg_catalog.to_char($1, $3)
            WHEN $4 IS NULL THEN sys.refuse('FORMAT of a number with this pattern') END);
    CREATE OR REPLACE FUNCTION sys.formatted(double precision, text, text, text) RETURNS text LANGUAGE sql STABLE
        RETURN sys.formatted($1::numeric, $2, $3, $4);
    CREATE OR REPLACE FUNCTION sys.formatted(smallint, text, text, text) RETURNS text LANGUAGE sql STABLE
        RETURN sys.formatted($1::numeric, $2, COALESCE($3, $4), NULL);
    CREATE OR REPLACE FUNCTION sys.formatted(integer, text, text, text) RETURNS text LANGUAGE sql STABLE
        RETURN sys.formatted($1::numeric, $2, COALESCE($3, $4), NULL);
    CREATE OR REPLACE FUNCTION sys.formatted(bigint, text, text, text) RETURNS text LANGUAGE sql STABLE
        RETURN sys.formatted($1::numeric, $2, COALESCE($3, $4), NULL);

    -- CONVERT to varbinary with style 1, which wants 0x before the digits, or 2, which does not have it.
    CREATE OR REPLACE FUNCTION sys.text_binary(text, integer) RETURNS bytea LANGUAGE plpgsql STABLE STRICT AS $function$
        BEGIN
            IF $1 !~ (CASE $2 WHEN 1 THEN '^0[xX]([0-9a-fA-F]{2})*$' ELSE '^([0-9a-fA-F]{2})*$' END) THEN
                PERFORM sys.unreadable('CF011', 'varchar', 'varbinary', $1);
            END IF;
            RETURN pg_catalog.decode(CASE $2 WHEN 1 THEN pg_catalog.substr($1, 3) ELSE $1 END, 'hex');
        END
        $function$;
END
$install$;
