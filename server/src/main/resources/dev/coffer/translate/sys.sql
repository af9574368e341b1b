-- Helpers of translated T-SQL, installed in each database by its owner: when it is new, when this text has changed, and
-- over whatever a restored database brought along. The blocks of these files are sent together, so all or nothing.
DO $install$
BEGIN
    CREATE SCHEMA IF NOT EXISTS sys;
    GRANT USAGE ON SCHEMA sys TO PUBLIC;
    -- PostgreSQL has an INFORMATION_SCHEMA itself.
    CREATE SCHEMA IF NOT EXISTS tsql_information_schema;
    GRANT USAGE ON SCHEMA tsql_information_schema TO PUBLIC;
    IF to_regtype('sys.tinyint') IS NULL THEN
        CREATE DOMAIN sys.tinyint AS smallint CHECK (VALUE BETWEEN 0 AND 255);
    END IF;

    -- bit is compared with numbers, and takes them.
    CREATE OR REPLACE FUNCTION sys.bit_equals(boolean, integer) RETURNS boolean LANGUAGE sql IMMUTABLE
        RETURN ($1::integer = $2);
    CREATE OR REPLACE FUNCTION sys.bit_differs(boolean, integer) RETURNS boolean LANGUAGE sql IMMUTABLE
        RETURN ($1::integer <> $2);
    UPDATE pg_catalog.pg_cast SET castcontext = 'a'
        WHERE castsource = 'integer'::regtype AND casttarget = 'boolean'::regtype;

    -- datetime plus days.
    CREATE OR REPLACE FUNCTION sys.add_days(timestamp, integer) RETURNS timestamp LANGUAGE sql IMMUTABLE
        RETURN ($1 + $2 * interval '1 day');

    CREATE OR REPLACE FUNCTION sys.bit_equals(integer, boolean) RETURNS boolean LANGUAGE sql IMMUTABLE
        RETURN ($1 = $2::integer);
    CREATE OR REPLACE FUNCTION sys.bit_differs(integer, boolean) RETURNS boolean LANGUAGE sql IMMUTABLE
        RETURN ($1 <> $2::integer);
    CREATE OR REPLACE FUNCTION sys.bit_not(boolean) RETURNS boolean LANGUAGE sql IMMUTABLE RETURN (NOT $1);

    -- Fractions are cut off on the way to whole numbers, not rounded, in CAST as in INSERT.
    DECLARE
        fraction regtype;
        whole regtype;
    BEGIN
        FOREACH fraction IN ARRAY ARRAY['numeric', 'double precision', 'real']::regtype[] LOOP
            FOREACH whole IN ARRAY ARRAY['smallint', 'integer', 'bigint']::regtype[] LOOP
                EXECUTE format(
                    'CREATE OR REPLACE FUNCTION sys.whole_%1$s(%2$s) RETURNS %1$s LANGUAGE sql IMMUTABLE STRICT'
                    ' RETURN pg_catalog.%3$I(pg_catalog.trunc($1%4$s))',
                    whole, fraction, (SELECT typname FROM pg_catalog.pg_type WHERE oid = whole),
                    CASE WHEN fraction = 'real'::regtype THEN '::double precision' ELSE '' END);
                UPDATE pg_catalog.pg_cast SET castfunc = format('sys.whole_%s(%s)', whole, fraction)::regprocedure
                    WHERE castsource = fraction AND casttarget = whole;
            END LOOP;
        END LOOP;
    END;

    -- Sums and averages of integers are integers.
    CREATE OR REPLACE AGGREGATE sys.sum(bigint) (SFUNC = pg_catalog.int8pl, STYPE = bigint);
    CREATE OR REPLACE FUNCTION sys.sum_step(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $2 IS NULL THEN $1 ELSE COALESCE($1, 0) + $2 END);
    CREATE OR REPLACE FUNCTION sys.sum_step(bigint, smallint) RETURNS bigint LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $2 IS NULL THEN $1 ELSE COALESCE($1, 0) + $2 END);
    CREATE OR REPLACE FUNCTION sys.sum_end(bigint) RETURNS integer LANGUAGE sql IMMUTABLE RETURN ($1::integer);
    CREATE OR REPLACE AGGREGATE sys.sum(integer) (SFUNC = sys.sum_step, STYPE = bigint, FINALFUNC = sys.sum_end);
    CREATE OR REPLACE AGGREGATE sys.sum(smallint) (SFUNC = sys.sum_step, STYPE = bigint, FINALFUNC = sys.sum_end);
    CREATE OR REPLACE FUNCTION sys.avg_end(bigint[]) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $1[1] = 0 THEN NULL ELSE ($1[2] / $1[1])::integer END);
    CREATE OR REPLACE AGGREGATE sys.avg(integer)
        (SFUNC = pg_catalog.int4_avg_accum, STYPE = bigint[], FINALFUNC = sys.avg_end, INITCOND = '{0,0}');
    CREATE OR REPLACE AGGREGATE sys.avg(smallint)
        (SFUNC = pg_catalog.int2_avg_accum, STYPE = bigint[], FINALFUNC = sys.avg_end, INITCOND = '{0,0}');
    CREATE OR REPLACE FUNCTION sys.avg_step(numeric[], bigint) RETURNS numeric[] LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $2 IS NULL THEN $1 ELSE ARRAY[$1[1] + 1, $1[2] + $2] END);
    CREATE OR REPLACE FUNCTION sys.avg_big_end(numeric[]) RETURNS bigint LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $1[1] = 0 THEN NULL ELSE pg_catalog.div($1[2], $1[1])::bigint END);
    CREATE OR REPLACE AGGREGATE sys.avg(bigint)
        (SFUNC = sys.avg_step, STYPE = numeric[], FINALFUNC = sys.avg_big_end, INITCOND = '{0,0}');

    -- What has no counterpart is refused when it is met: the type decides, which the translator does not know.
    CREATE OR REPLACE FUNCTION sys.refuse(text) RETURNS text LANGUAGE plpgsql AS
        'BEGIN RAISE EXCEPTION USING ERRCODE = ''0A000'', MESSAGE = ''"'' || $1 || ''"''; END';

    -- How many rows TOP, FETCH and OFFSET want. To PostgreSQL NULL means all of them; what is negative it refuses itself.
    CREATE OR REPLACE FUNCTION sys.row_count(bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS '
    BEGIN
        IF $1 IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = ''CF006'', MESSAGE = ''NULL rows'';
        END IF;
        RETURN $1;
    END';
    CREATE OR REPLACE FUNCTION sys.fetch_count(bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS '
    BEGIN
        IF $1 < 1 THEN
            RAISE EXCEPTION USING ERRCODE = ''CF007'', MESSAGE = ''No row'';
        END IF;
        RETURN sys.row_count($1);
    END';
    CREATE OR REPLACE FUNCTION sys.offset_count(bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS '
    BEGIN
        IF $1 IS NULL THEN
            RAISE EXCEPTION USING ERRCODE = ''CF008'', MESSAGE = ''NULL rows'';
        END IF;
        RETURN $1;
    END';

    -- Values as CAST to a string shows them. Types that are missing here are refused.
    CREATE OR REPLACE FUNCTION sys.printable(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1;
    CREATE OR REPLACE FUNCTION sys.printable(smallint) RETURNS text LANGUAGE sql IMMUTABLE RETURN ($1::text);
    CREATE OR REPLACE FUNCTION sys.printable(integer) RETURNS text LANGUAGE sql IMMUTABLE RETURN ($1::text);
    CREATE OR REPLACE FUNCTION sys.printable(bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN ($1::text);
    CREATE OR REPLACE FUNCTION sys.printable(numeric) RETURNS text LANGUAGE sql IMMUTABLE RETURN ($1::text);
    CREATE OR REPLACE FUNCTION sys.printable(date) RETURNS text LANGUAGE sql IMMUTABLE
        RETURN pg_catalog.to_char($1::timestamp, 'YYYY-MM-DD');
    CREATE OR REPLACE FUNCTION sys.printable(uuid) RETURNS text LANGUAGE sql IMMUTABLE RETURN (pg_catalog.upper($1::text));
    CREATE OR REPLACE FUNCTION sys.printable(boolean) RETURNS text LANGUAGE sql IMMUTABLE RETURN ($1::integer::text);
    CREATE OR REPLACE FUNCTION sys.printable(timestamp) RETURNS text LANGUAGE sql STRICT
        RETURN sys.refuse('A datetime as a string without a style');
    CREATE OR REPLACE FUNCTION sys.printable(double precision) RETURNS text LANGUAGE sql STRICT
        RETURN sys.refuse('A float as a string');

    -- Strings and nothing else: other types have no implicit cast to text.
    CREATE OR REPLACE FUNCTION sys.only_text(text) RETURNS text LANGUAGE sql IMMUTABLE RETURN $1;
    CREATE OR REPLACE FUNCTION sys.try_text(text, text, text) RETURNS text LANGUAGE sql STABLE
        RETURN (CASE WHEN $1 ~ $3 AND pg_catalog.pg_input_is_valid($1, $2) THEN $1 END);
    CREATE OR REPLACE FUNCTION sys.plain_pattern(text) RETURNS text LANGUAGE sql
        RETURN (CASE WHEN pg_catalog.strpos($1, '[') > 0
            THEN sys.refuse('LIKE with brackets in a pattern that is no literal') ELSE $1 END);
    CREATE OR REPLACE FUNCTION sys.moment_text(timestamp, text) RETURNS text LANGUAGE sql STABLE
        RETURN pg_catalog.to_char($1, $2);
    CREATE OR REPLACE FUNCTION sys.binary_text(bytea, text) RETURNS text LANGUAGE sql IMMUTABLE
        RETURN ($2 || pg_catalog.upper(pg_catalog.encode($1, 'hex')));

    -- ISNULL: the first argument decides on the type.
    DECLARE
        kind regtype;
    BEGIN
        FOREACH kind IN ARRAY ARRAY['text', 'smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision',
                'boolean', 'date', 'timestamp', 'time', 'uuid', 'bytea']::regtype[] LOOP
            EXECUTE format(
                'CREATE OR REPLACE FUNCTION sys.instead(%1$s, %1$s) RETURNS %1$s LANGUAGE sql IMMUTABLE RETURN COALESCE($1, $2)',
                kind);
        END LOOP;
        FOREACH kind IN ARRAY ARRAY['smallint', 'integer', 'bigint']::regtype[] LOOP
            EXECUTE format(
                'CREATE OR REPLACE FUNCTION sys.instead(%1$s, numeric) RETURNS %1$s LANGUAGE sql IMMUTABLE'
                ' RETURN COALESCE($1, pg_catalog.trunc($2)::%1$s)', kind);
        END LOOP;
    END;
    CREATE OR REPLACE FUNCTION sys.instead(boolean, integer) RETURNS boolean LANGUAGE sql IMMUTABLE
        RETURN COALESCE($1, $2::boolean);

    -- Numbers.
    CREATE OR REPLACE FUNCTION sys.round(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (pg_catalog.round($1::numeric, $2)::integer);
    CREATE OR REPLACE FUNCTION sys.round(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE
        RETURN (pg_catalog.round($1::numeric, $2)::bigint);
    CREATE OR REPLACE FUNCTION sys.round(numeric, integer) RETURNS numeric LANGUAGE sql IMMUTABLE
        RETURN pg_catalog.round(pg_catalog.round($1, $2), pg_catalog.scale($1));
    CREATE OR REPLACE FUNCTION sys.round(double precision, integer) RETURNS double precision LANGUAGE sql IMMUTABLE
        RETURN (pg_catalog.round($1::numeric, $2)::double precision);
    CREATE OR REPLACE FUNCTION sys.cut(numeric, integer) RETURNS numeric LANGUAGE sql IMMUTABLE
        RETURN pg_catalog.round(pg_catalog.trunc($1, $2), pg_catalog.scale($1));
    CREATE OR REPLACE FUNCTION sys.round_or_cut(numeric, integer, integer) RETURNS numeric LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $3 = 0 THEN sys.round($1, $2) ELSE sys.cut($1, $2) END);
    CREATE OR REPLACE FUNCTION sys.round_or_cut(integer, integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (sys.round_or_cut($1::numeric, $2, $3)::integer);
    CREATE OR REPLACE FUNCTION sys.round_or_cut(bigint, integer, integer) RETURNS bigint LANGUAGE sql IMMUTABLE
        RETURN (sys.round_or_cut($1::numeric, $2, $3)::bigint);
    CREATE OR REPLACE FUNCTION sys.round_or_cut(double precision, integer, integer) RETURNS double precision
        LANGUAGE sql IMMUTABLE RETURN (sys.round_or_cut($1::numeric, $2, $3)::double precision);
    CREATE OR REPLACE FUNCTION sys.ceiling(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1;
    CREATE OR REPLACE FUNCTION sys.ceiling(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1;
    CREATE OR REPLACE FUNCTION sys.floor(integer) RETURNS integer LANGUAGE sql IMMUTABLE RETURN $1;
    CREATE OR REPLACE FUNCTION sys.floor(bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN $1;
    CREATE OR REPLACE FUNCTION sys.sign(integer) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (pg_catalog.sign($1::numeric)::integer);
    CREATE OR REPLACE FUNCTION sys.power(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (pg_catalog.power($1::numeric, $2::numeric)::integer);
    CREATE OR REPLACE FUNCTION sys.power(integer, numeric) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (pg_catalog.power($1::numeric, $2)::integer);
    CREATE OR REPLACE FUNCTION sys.power(numeric, numeric) RETURNS numeric LANGUAGE sql IMMUTABLE
        RETURN pg_catalog.round(pg_catalog.power($1, $2), pg_catalog.scale($1));

    -- Strings.
    CREATE OR REPLACE FUNCTION sys.charindex(text, text, integer) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $1 = '' THEN 0
            WHEN pg_catalog.strpos(pg_catalog.substr($2, greatest($3, 1)), $1) = 0 THEN 0
            ELSE pg_catalog.strpos(pg_catalog.substr($2, greatest($3, 1)), $1) + greatest($3, 1) - 1 END);
    CREATE OR REPLACE FUNCTION sys.ending(text, integer) RETURNS text LANGUAGE sql IMMUTABLE
        RETURN pg_catalog.substr($1, greatest(pg_catalog.length($1) - $2 + 1, 1), $2);
    CREATE OR REPLACE FUNCTION sys.stuff(text, integer, integer, text) RETURNS text LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $2 BETWEEN 1 AND pg_catalog.length($1) AND $3 >= 0
            THEN pg_catalog.substr($1, 1, $2 - 1) || COALESCE($4, '') || pg_catalog.substr($1, $2 + $3) END);
    CREATE OR REPLACE FUNCTION sys.replicate(text, integer) RETURNS text LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $2 >= 0 THEN pg_catalog.repeat($1, $2) END);
    CREATE OR REPLACE FUNCTION sys.character(integer) RETURNS varchar LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $1 BETWEEN 1 AND 127 THEN pg_catalog.chr($1) END);

    CREATE OR REPLACE FUNCTION sys.wide_character(integer) RETURNS varchar LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $1 BETWEEN 1 AND 55295 OR $1 BETWEEN 57344 AND 65535 THEN pg_catalog.chr($1) END);
    -- Bytes in UTF-16.
    CREATE OR REPLACE FUNCTION sys.wide_length(text) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (2 * (pg_catalog.length($1) +
            pg_catalog.length(pg_catalog.regexp_replace($1, '[^\U00010000-\U0010ffff]', '', 'g'))));

    -- Dates. The names of parts are whole words here.
    CREATE OR REPLACE FUNCTION sys.date_add(text, integer, timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE
        RETURN ($3 + $2 * ('1 ' || $1)::interval);
    CREATE OR REPLACE FUNCTION sys.date_add(text, integer, date) RETURNS date LANGUAGE sql
        RETURN (CASE WHEN $1 IN ('year', 'month', 'week', 'day') THEN ($3 + $2 * ('1 ' || $1)::interval)::date
            ELSE sys.refuse('DATEADD of a time to a date')::date END);
    CREATE OR REPLACE FUNCTION sys.part_of(text, timestamp) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (CASE $1
            WHEN 'year' THEN extract(year FROM $2) WHEN 'quarter' THEN extract(quarter FROM $2)
            WHEN 'month' THEN extract(month FROM $2) WHEN 'day' THEN extract(day FROM $2)
            WHEN 'dayofyear' THEN extract(doy FROM $2) WHEN 'weekday' THEN extract(dow FROM $2) + 1
            WHEN 'week' THEN pg_catalog.div(extract(doy FROM $2)
                + extract(dow FROM pg_catalog.date_trunc('year', $2)) - 1, 7) + 1
            WHEN 'iso_week' THEN extract(week FROM $2) WHEN 'hour' THEN extract(hour FROM $2)
            WHEN 'minute' THEN extract(minute FROM $2) WHEN 'second' THEN pg_catalog.trunc(extract(second FROM $2))
            WHEN 'millisecond' THEN pg_catalog.mod(pg_catalog.trunc(extract(milliseconds FROM $2)), 1000)
            WHEN 'microsecond' THEN pg_catalog.mod(extract(microseconds FROM $2), 1000000)
            END::integer);
    CREATE OR REPLACE FUNCTION sys.name_of(text, timestamp) RETURNS varchar LANGUAGE sql STABLE
        RETURN (CASE $1 WHEN 'month' THEN pg_catalog.to_char($2, 'FMMonth')
            WHEN 'weekday' THEN pg_catalog.to_char($2, 'FMDay') ELSE sys.part_of($1, $2)::text END);
    CREATE OR REPLACE FUNCTION sys.units(text, timestamp) RETURNS bigint LANGUAGE sql IMMUTABLE
        RETURN (CASE $1
            WHEN 'year' THEN extract(year FROM $2)
            WHEN 'quarter' THEN extract(year FROM $2) * 4 + extract(quarter FROM $2)
            WHEN 'month' THEN extract(year FROM $2) * 12 + extract(month FROM $2)
            WHEN 'week' THEN pg_catalog.floor(($2::date - DATE '1899-12-31') / 7.0)
            WHEN 'day' THEN pg_catalog.floor(extract(epoch FROM $2) / 86400)
            WHEN 'hour' THEN pg_catalog.floor(extract(epoch FROM $2) / 3600)
            WHEN 'minute' THEN pg_catalog.floor(extract(epoch FROM $2) / 60)
            WHEN 'second' THEN pg_catalog.floor(extract(epoch FROM $2))
            WHEN 'millisecond' THEN pg_catalog.floor(extract(epoch FROM $2) * 1000)
            WHEN 'microsecond' THEN pg_catalog.floor(extract(epoch FROM $2) * 1000000)
            END::bigint);
    CREATE OR REPLACE FUNCTION sys.month_end(timestamp, integer) RETURNS date LANGUAGE sql IMMUTABLE
        RETURN ((pg_catalog.date_trunc('month', $1) + ($2 + 1) * interval '1 month')::date - 1);

    CREATE OR REPLACE FUNCTION sys.at_tick(timestamp) RETURNS timestamp LANGUAGE sql IMMUTABLE
        RETURN (pg_catalog.date_trunc('second', $1) + interval '1 millisecond' * pg_catalog.round(pg_catalog.round(
            pg_catalog.mod(extract(microseconds FROM $1), 1000000) * 300 / 1000000) * 10 / 3)::double precision);
    -- Days, whole or not, are numbers beside a datetime, which is the number of them since 1900.
    CREATE OR REPLACE FUNCTION sys.add_days(timestamp, double precision) RETURNS timestamp LANGUAGE sql IMMUTABLE
        RETURN (sys.at_tick($1 + $2 * interval '1 day'));
    CREATE OR REPLACE FUNCTION sys.take_days(timestamp, double precision) RETURNS timestamp LANGUAGE sql IMMUTABLE
        RETURN (sys.add_days($1, -$2));
    CREATE OR REPLACE FUNCTION sys.days_of(timestamp) RETURNS double precision LANGUAGE sql IMMUTABLE
        RETURN (extract(epoch FROM $1 - timestamp '1900-01-01')::double precision / 86400);
    CREATE OR REPLACE FUNCTION sys.moment_plain(timestamp) RETURNS text LANGUAGE sql STABLE
        RETURN (pg_catalog.to_char($1, 'Mon ') || pg_catalog.lpad(pg_catalog.to_char($1, 'FMDD'), 2) ||
            pg_catalog.to_char($1, ' YYYY ') || pg_catalog.lpad(pg_catalog.to_char($1, 'FMHH12'), 2) ||
            pg_catalog.to_char($1, ':MIAM'));

    -- What a string could be.
    CREATE OR REPLACE FUNCTION sys.is_numeric(text) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (COALESCE($1 ~ '^\s*[-+]?[$]?[-+]?([0-9][0-9,]*[.]?[0-9]*|[.][0-9]+)([eEdD][-+]?[0-9]+)?\s*$'
            OR $1 ~ '^\s*[-+.,$]\s*$', false)::integer);
    CREATE OR REPLACE FUNCTION sys.is_numeric(double precision) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (($1 IS NOT NULL)::integer);
    CREATE OR REPLACE FUNCTION sys.is_numeric(timestamp) RETURNS integer LANGUAGE sql IMMUTABLE RETURN 0;
    CREATE OR REPLACE FUNCTION sys.is_date(text) RETURNS integer LANGUAGE sql STABLE
        RETURN (CASE WHEN $1 ~ '^\s*[0-9]' AND pg_catalog.pg_input_is_valid($1, 'timestamp')
            THEN ($1::timestamp >= TIMESTAMP '1753-01-01' AND $1::timestamp < TIMESTAMP '10000-01-01')::integer
            ELSE 0 END);
    CREATE OR REPLACE FUNCTION sys.is_date(timestamp) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (($1 IS NOT NULL)::integer);

    -- The last identity value of a table; its seed before the first.
    CREATE OR REPLACE FUNCTION sys.identity_of(text) RETURNS numeric LANGUAGE plpgsql AS '
    DECLARE
        parts text[];
        value numeric;
    BEGIN
        -- A name without brackets may hold blanks.
        parts := CASE WHEN $1 ~ ''[]["]'' THEN pg_catalog.parse_ident(pg_catalog.lower(
                pg_catalog.translate($1, ''[]'', ''""'')))
            ELSE pg_catalog.string_to_array(pg_catalog.lower($1), ''.'') END;
        SELECT COALESCE(pg_catalog.pg_sequence_last_value(s.seqrelid), s.seqstart) INTO value
            FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_depend d ON d.refobjid = a.attrelid
                AND d.refobjsubid = a.attnum AND d.refclassid = ''pg_catalog.pg_class''::regclass AND d.deptype = ''i''
            JOIN pg_catalog.pg_sequence s ON s.seqrelid = d.objid
            WHERE a.attidentity <> '''' AND a.attrelid = pg_catalog.to_regclass(
                ''dbo.'' || pg_catalog.quote_ident(parts[pg_catalog.array_upper(parts, 1)]));
        RETURN value;
    EXCEPTION WHEN invalid_parameter_value THEN RETURN NULL;
    END';

    -- After values were put into an identity column, it goes on behind the furthest one.
    CREATE OR REPLACE FUNCTION sys.pass_identity(text, text) RETURNS void LANGUAGE plpgsql AS '
    DECLARE
        sequence regclass := pg_catalog.pg_get_serial_sequence($1, $2);
        step bigint;
        reached bigint;
        furthest bigint;
    BEGIN
        SELECT s.seqincrement, COALESCE(pg_catalog.pg_sequence_last_value(sequence), s.seqstart - s.seqincrement)
            INTO step, reached FROM pg_catalog.pg_sequence s WHERE s.seqrelid = sequence;
        EXECUTE pg_catalog.format(''SELECT %s(%I) FROM %s'', CASE WHEN step > 0 THEN ''max'' ELSE ''min'' END, $2, $1)
            INTO furthest;
        IF (furthest - reached) * sign(step) > 0 THEN
            PERFORM pg_catalog.setval(sequence, furthest);
        END IF;
    END';

    -- The identity value that this session gave last, perhaps over a connection before this one.
    CREATE OR REPLACE FUNCTION sys.last_identity() RETURNS numeric LANGUAGE plpgsql AS
        'BEGIN RETURN pg_catalog.lastval(); EXCEPTION WHEN object_not_in_prerequisite_state THEN
            RETURN NULLIF(pg_catalog.current_setting(''coffer.last_identity'', true), '''')::numeric; END';

    -- Operators cannot be replaced: one that is there already must be ours.
    DECLARE
        wanted record;
        found regoperator;
    BEGIN
        FOR wanted IN SELECT * FROM (VALUES
                ('+', 'text', 'text', 'pg_catalog.textcat'),
                ('=', 'boolean', 'integer', 'sys.bit_equals'),
                ('<>', 'boolean', 'integer', 'sys.bit_differs'),
                ('+', 'timestamp', 'integer', 'sys.add_days'),
                ('+', 'timestamp', 'double precision', 'sys.add_days'),
                ('-', 'timestamp', 'double precision', 'sys.take_days'),
                ('=', 'integer', 'boolean', 'sys.bit_equals'),
                ('<>', 'integer', 'boolean', 'sys.bit_differs'),
                ('~', 'NONE', 'boolean', 'sys.bit_not')
            ) AS operators (name, leftarg, rightarg, function) LOOP
            found := to_regoperator(format('sys.%s(%s,%s)', wanted.name, wanted.leftarg, wanted.rightarg));
            IF found IS NULL THEN
                EXECUTE format('CREATE OPERATOR sys.%s (%sRIGHTARG = %s, FUNCTION = %s)', wanted.name,
                    CASE wanted.leftarg WHEN 'NONE' THEN '' ELSE 'LEFTARG = ' || wanted.leftarg || ', ' END,
                    wanted.rightarg, wanted.function);
            ELSIF (SELECT oprcode::oid FROM pg_catalog.pg_operator WHERE oid = found)
                    <> format('%s(%s%s)', wanted.function,
                        CASE wanted.leftarg WHEN 'NONE' THEN '' ELSE wanted.leftarg || ',' END,
                        wanted.rightarg)::regprocedure::oid THEN
                RAISE EXCEPTION 'The operator % is not this server''s', found;
            END IF;
        END LOOP;
    END;

    -- Declared types, original spellings and names of defaults, kept as the columns' comments.
    CREATE OR REPLACE VIEW sys.column_meta AS
        SELECT a.attrelid AS table_oid, a.attnum, a.attname AS column_name,
               split_part(d.description, '|', 1) AS declared_type,
               split_part(substr(d.description, strpos(d.description, '|') + 1), E'\n', 1) AS spelling,
               NULLIF(split_part(d.description, E'\n', 2), '') AS default_name
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            AND (n.nspname IN ('dbo', 'sys', 'msdb_dbo', 'tsql_information_schema')
                OR n.oid = pg_catalog.pg_my_temp_schema())
        JOIN pg_catalog.pg_description d
            ON d.objoid = a.attrelid AND d.objsubid = a.attnum AND d.classoid = 'pg_catalog.pg_class'::regclass
        WHERE a.attnum > 0 AND NOT a.attisdropped AND strpos(d.description, '|') > 0;
    GRANT SELECT ON sys.column_meta TO PUBLIC;

    -- ALTER TABLE: what PostgreSQL would do and SQL Server refuses. The states are TableFailures'.
    CREATE OR REPLACE FUNCTION sys.default_of(regclass, name) RETURNS text LANGUAGE sql STABLE
        RETURN (SELECT COALESCE(m.default_name, 'DF__' || c.relname || '__' || m.column_name) FROM sys.column_meta m
            JOIN pg_catalog.pg_class c ON c.oid = m.table_oid
            JOIN pg_catalog.pg_attribute a ON a.attrelid = m.table_oid AND a.attnum = m.attnum
            WHERE m.table_oid = $1 AND m.column_name = $2 AND a.atthasdef AND a.attgenerated = '');
    CREATE OR REPLACE PROCEDURE sys.require_free(text, text) LANGUAGE plpgsql AS '
    DECLARE
        dependent text;
    BEGIN
        SELECT o.what INTO dependent FROM (
            SELECT ''object|'' || COALESCE(pg_catalog.obj_description(k.oid, ''pg_constraint''),
                pg_catalog.regexp_replace(k.conname, ''[.](pk|uq)$'', '''')) AS what
            FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_attribute a ON a.attname = $2
                AND ((a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey))
                    OR (a.attrelid = k.confrelid AND a.attnum = ANY (k.confkey)))
            WHERE k.contype IN (''p'', ''u'', ''f'', ''c'') AND a.attrelid = $1::regclass
            UNION ALL SELECT ''object|'' || sys.default_of($1::regclass, $2::name)
            UNION ALL SELECT ''index|'' || COALESCE(pg_catalog.obj_description(x.indexrelid, ''pg_class''), '''')
            FROM pg_catalog.pg_index x JOIN pg_catalog.pg_attribute a
                ON a.attrelid = x.indrelid AND a.attname = $2 AND a.attnum = ANY (x.indkey::smallint[])
            WHERE x.indrelid = $1::regclass) o WHERE o.what IS NOT NULL LIMIT 1;
        IF dependent IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = ''CF001'', MESSAGE = dependent || ''|'' || $2;
        END IF;
    END';
    CREATE OR REPLACE PROCEDURE sys.note_column(text, text, text) LANGUAGE plpgsql AS '
    BEGIN
        EXECUTE pg_catalog.format(''COMMENT ON COLUMN %s.%I IS %L'', $1, $2, $3);
    END';
    CREATE OR REPLACE PROCEDURE sys.drop_constraint(text, text, boolean) LANGUAGE plpgsql AS '
    DECLARE
        wanted text;
        meta record;
    BEGIN
        SELECT conname INTO wanted FROM pg_catalog.pg_constraint WHERE conrelid = $1::regclass
            AND conname IN ($2, $2 || ''.pk'', $2 || ''.uq'') AND contype IN (''p'', ''u'', ''f'', ''c'');
        IF wanted IS NOT NULL THEN
            EXECUTE pg_catalog.format(''ALTER TABLE %s DROP CONSTRAINT %I'', $1, wanted);
            RETURN;
        END IF;
        SELECT * INTO meta FROM sys.column_meta m WHERE m.table_oid = $1::regclass
            AND pg_catalog.lower(sys.default_of(m.table_oid::regclass, m.column_name)) = $2;
        IF FOUND THEN
            EXECUTE pg_catalog.format(''ALTER TABLE %s ALTER COLUMN %I DROP DEFAULT'', $1, meta.column_name);
            CALL sys.note_column($1, meta.column_name, meta.declared_type || ''|'' || meta.spelling);
        ELSIF NOT $3 THEN
            RAISE EXCEPTION USING ERRCODE = ''CF002'', MESSAGE = $2;
        END IF;
    END';
    CREATE OR REPLACE PROCEDURE sys.require_constraint(text, text) LANGUAGE plpgsql AS '
    BEGIN
        IF $2 <> '''' AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE conrelid = $1::regclass
                AND conname = $2 AND contype IN (''f'', ''c'')) THEN
            RAISE EXCEPTION USING ERRCODE = ''CF005'', MESSAGE = $2;
        END IF;
    END';
    CREATE OR REPLACE PROCEDURE sys.require_not_null(text, text, text) LANGUAGE plpgsql AS '
    BEGIN
        IF EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = $1::regclass AND attname = $2
                AND NOT attnotnull) THEN
            RAISE EXCEPTION USING ERRCODE = ''CF003'', MESSAGE = $3;
        END IF;
    END';
    CREATE OR REPLACE PROCEDURE sys.note_default(text, text, text) LANGUAGE plpgsql AS '
    DECLARE
        meta record;
    BEGIN
        IF sys.default_of($1::regclass, $2::name) IS NOT NULL THEN
            RAISE EXCEPTION USING ERRCODE = ''CF004'', MESSAGE = $2;
        END IF;
        SELECT * INTO meta FROM sys.column_meta m WHERE m.table_oid = $1::regclass AND m.column_name = $2;
        IF FOUND AND $3 <> '''' THEN
            CALL sys.note_column($1, $2, meta.declared_type || ''|'' || meta.spelling || E''\n'' || $3);
        END IF;
    END';
    CREATE OR REPLACE PROCEDURE sys.note_type(text, text, text) LANGUAGE plpgsql AS '
    DECLARE
        meta record;
    BEGIN
        SELECT * INTO meta FROM sys.column_meta m WHERE m.table_oid = $1::regclass AND m.column_name = $2;
        CALL sys.note_column($1, $2, $3 || ''|'' || meta.spelling || COALESCE(E''\n'' || meta.default_name, ''''));
    END';

    -- Columns of a new view: spelled as its query says, declared as the columns they show, or by what PostgreSQL made.
    CREATE OR REPLACE FUNCTION sys.declaration(oid, integer) RETURNS text LANGUAGE sql STABLE
        RETURN (SELECT CASE
            WHEN f.name = 'integer' THEN 'int' WHEN f.name = 'boolean' THEN 'bit'
            WHEN f.name IN ('smallint', 'bigint', 'real', 'date') THEN f.name
            WHEN f.name = 'sys.tinyint' THEN 'tinyint' WHEN f.name = 'double precision' THEN 'float'
            WHEN f.name = 'uuid' THEN 'uniqueidentifier' WHEN f.name = 'bytea' THEN 'varbinary(-1)'
            WHEN f.name LIKE 'numeric(%' THEN f.name WHEN f.name = 'numeric' THEN 'numeric(38,6)'
            WHEN f.name LIKE 'timestamp(3)%' THEN 'datetime' WHEN f.name LIKE 'timestamp(0)%' THEN 'smalldatetime'
            WHEN f.name LIKE 'interval%' THEN 'datetimeoffset' || pg_catalog.substr(f.name, 9)
            WHEN f.name LIKE 'timestamp%' THEN 'datetime2' WHEN f.name LIKE 'time%' THEN 'time'
            WHEN f.name LIKE 'character varying(%' THEN 'nvarchar' || pg_catalog.substr(f.name, 18)
            WHEN f.name LIKE 'character(%' THEN 'nchar' || pg_catalog.substr(f.name, 10)
            ELSE 'nvarchar(-1)' END FROM (SELECT pg_catalog.format_type($1, $2)) AS f (name));
    CREATE OR REPLACE PROCEDURE sys.note_view(text, text[]) LANGUAGE plpgsql AS '
    DECLARE
        shown record;
        base record;
        spelled text;
    BEGIN
        FOR shown IN SELECT * FROM pg_catalog.pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 LOOP
            SELECT m.declared_type, m.spelling INTO base FROM pg_catalog.pg_rewrite r
                JOIN pg_catalog.pg_depend d ON d.objid = r.oid AND d.classid = ''pg_catalog.pg_rewrite''::regclass
                JOIN sys.column_meta m ON m.table_oid = d.refobjid AND m.attnum = d.refobjsubid
                JOIN pg_catalog.pg_attribute a ON a.attrelid = m.table_oid AND a.attnum = m.attnum
                WHERE r.ev_class = $1::regclass AND m.column_name = shown.attname
                    AND a.atttypid = shown.atttypid AND a.atttypmod = shown.atttypmod LIMIT 1;
            spelled := (SELECT s FROM pg_catalog.unnest($2) s WHERE pg_catalog.lower(s) = shown.attname LIMIT 1);
            CALL sys.note_column($1, shown.attname,
                COALESCE(base.declared_type, sys.declaration(shown.atttypid, shown.atttypmod)) || ''|'' ||
                COALESCE(spelled, base.spelling, shown.attname));
        END LOOP;
    END';
END
$install$;
