-- Strings as values of other types: what T-SQL takes and no more, with its errors. Each failure's state is
-- ConversionFailures'; its message has the source's type, the wanted type and the value, in lines.
DO $install$
BEGIN
    CREATE OR REPLACE FUNCTION sys.unreadable(state text, source text, target text, value text) RETURNS void
            LANGUAGE plpgsql IMMUTABLE AS $body$
        BEGIN
            RAISE EXCEPTION USING ERRCODE = state, MESSAGE = source || E'\n' || target || E'\n' || value;
        END
        $body$;

    -- Whole numbers. Nothing at all, and a sign alone, are 0.
    CREATE OR REPLACE FUNCTION sys.read_whole(value text, source text, target text, low numeric, high numeric)
            RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT AS $body$
        DECLARE
            digits text := pg_catalog.btrim(value, ' ');
            number numeric;
        BEGIN
            IF digits IN ('', '+', '-') THEN
                RETURN 0;
            END IF;
            IF digits !~ '^[-+]?[0-9]+$' THEN
                PERFORM sys.unreadable(CASE target WHEN 'bigint' THEN 'CF011' ELSE 'CF010' END, source, target, value);
            END IF;
            number := digits::numeric;
            IF number NOT BETWEEN low AND high THEN
                PERFORM sys.unreadable(
                    CASE target WHEN 'bigint' THEN 'CF015' WHEN 'int' THEN 'CF012' ELSE 'CF013' END,
                    source, CASE target WHEN 'tinyint' THEN 'INT1' WHEN 'smallint' THEN 'INT2' ELSE target END, value);
            END IF;
            RETURN number;
        END
        $body$;
    CREATE OR REPLACE FUNCTION sys.read_tinyint(text, text) RETURNS smallint LANGUAGE sql IMMUTABLE
        RETURN sys.read_whole($1, $2, 'tinyint', 0, 255)::smallint;
    CREATE OR REPLACE FUNCTION sys.read_smallint(text, text) RETURNS smallint LANGUAGE sql IMMUTABLE
        RETURN sys.read_whole($1, $2, 'smallint', -32768, 32767)::smallint;
    CREATE OR REPLACE FUNCTION sys.read_int(text, text) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN sys.read_whole($1, $2, 'int', -2147483648, 2147483647)::integer;
    CREATE OR REPLACE FUNCTION sys.read_bigint(text, text) RETURNS bigint LANGUAGE sql IMMUTABLE
        RETURN sys.read_whole($1, $2, 'bigint', -9223372036854775808, 9223372036854775807)::bigint;
    CREATE OR REPLACE FUNCTION sys.read_bit(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE
        RETURN (CASE pg_catalog.lower(pg_catalog.btrim($1, ' ')) WHEN 'true' THEN true WHEN 'false' THEN false
            ELSE sys.read_whole($1, $2, 'bit', '-Infinity', 'Infinity') <> 0 END);

    -- Other numbers.
    CREATE OR REPLACE FUNCTION sys.read_decimal(value text, source text, whole_digits integer, scale integer)
            RETURNS numeric LANGUAGE plpgsql IMMUTABLE STRICT AS $body$
        DECLARE
            number numeric;
        BEGIN
            IF pg_catalog.btrim(value, ' ') !~ '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)$' THEN
                PERFORM sys.unreadable('CF011', source, 'numeric', value);
            END IF;
            number := pg_catalog.round(pg_catalog.btrim(value, ' ')::numeric, scale);
            IF pg_catalog.abs(number) >= pg_catalog.power(10::numeric, whole_digits) THEN
                PERFORM sys.unreadable('CF014', source, 'numeric', value);
            END IF;
            RETURN number;
        END
        $body$;
    CREATE OR REPLACE FUNCTION sys.read_money(value text, source text, target text) RETURNS numeric
            LANGUAGE plpgsql IMMUTABLE STRICT AS $body$
        DECLARE
            digits text := pg_catalog.btrim(value, ' ');
            number numeric;
            most numeric := CASE target WHEN 'money' THEN 922337203685477.5807 ELSE 214748.3647 END;
        BEGIN
            IF digits = '' THEN
                RETURN 0;
            END IF;
            IF digits ~ '^([-+]?[$]?|[$][-+])([0-9][0-9,]*[.]?[0-9]*|[.][0-9]+)$' THEN
                number := pg_catalog.round(pg_catalog.translate(digits, '$,', '')::numeric, 4);
            END IF;
            IF number IS NULL OR pg_catalog.abs(number) > most THEN
                PERFORM sys.unreadable(CASE target WHEN 'money' THEN 'CF016' ELSE 'CF017' END, source, target, value);
            END IF;
            RETURN number;
        END
        $body$;
    CREATE OR REPLACE FUNCTION sys.read_float(value text, source text, target text) RETURNS double precision
            LANGUAGE plpgsql IMMUTABLE STRICT AS $body$
        DECLARE
            digits text := pg_catalog.btrim(value, ' ');
        BEGIN
            IF digits = '' THEN
                RETURN 0;
            END IF;
            IF digits !~ '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$' THEN
                PERFORM sys.unreadable('CF011', source, target, value);
            END IF;
            RETURN digits::double precision;
        END
        $body$;

    CREATE OR REPLACE FUNCTION sys.read_uuid(value text) RETURNS uuid LANGUAGE plpgsql IMMUTABLE STRICT AS $body$
        DECLARE
            digits text := pg_catalog.substr(pg_catalog.ltrim(value, '{'), 1, 36);
        BEGIN
            IF digits !~* '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
                    OR (value LIKE '{%' AND value NOT LIKE '{' || digits || '}%') THEN
                PERFORM sys.unreadable('CF018', '', 'uniqueidentifier', value);
            END IF;
            RETURN digits::uuid;
        END
        $body$;

    -- Dates and times, month before day. A string of blanks is the first of January 1900.
    CREATE OR REPLACE FUNCTION sys.read_moment(value text, source text, target text) RETURNS timestamp
            LANGUAGE plpgsql IMMUTABLE STRICT AS $body$
        DECLARE
            clock CONSTANT text := '[0-9]{1,2}(:[0-9]{2}(:[0-9]{2}([.:][0-9]{1,9})?)?)? *([AP]M)?';
            month CONSTANT text := '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|January|February|March|April|June|July'
                '|August|September|October|November|December)';
            written text := pg_catalog.btrim(value, ' ');
            result timestamp;
        BEGIN
            IF written = '' THEN
                RETURN timestamp '1900-01-01';
            END IF;
            -- A colon before the fraction is T-SQL's alone, as is the time without a date.
            written := pg_catalog.regexp_replace(written, '(:[0-9]{2}:[0-9]{2}):([0-9]{1,9})', '\1.\2');
            written := pg_catalog.regexp_replace(written, '([0-9]) *([AP]M)$', '\1\2', 'i');
            IF written ~* ('^([0-9]{1,2}:[0-9]{2}.*|[0-9]{1,2}[AP]M)$') AND written ~* ('^' || clock || '$') THEN
                written := '1900-01-01 ' || written;
            ELSIF written ~ '^[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2}( |$)' OR written ~ '^([0-9]{4}|[0-9]{6})( |$)' THEN
                PERFORM sys.refuse('A date with two digits for the year, or a year alone');
            ELSIF written !~* ('^([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{8}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}'
                    || '|' || month || ' +[0-9]{1,2},? +[0-9]{4}|[0-9]{1,2} +' || month || ',? +[0-9]{4})'
                    || '( +' || clock || '|T' || clock || 'Z?)?$') THEN
                PERFORM sys.unreadable('CF019', source, target, value);
            END IF;
            written := pg_catalog.regexp_replace(written, ' ([0-9]{1,2}[AP]M)$', ' \1', 'i');
            written := pg_catalog.regexp_replace(written, '([ T])([0-9]{1,2})([AP]M)$', '\1\2:00\3', 'i');
            IF pg_catalog.pg_input_is_valid(written, 'timestamp') THEN
                result := written::timestamp;
            END IF;
            IF result IS NULL OR result >= timestamp '10000-01-01'
                    OR (target = 'datetime' AND result < timestamp '1753-01-01')
                    OR (target = 'smalldatetime' AND (result < timestamp '1900-01-01' OR result >= timestamp '2079-06-07'))
                    THEN
                PERFORM sys.unreadable(
                    CASE WHEN target IN ('datetime', 'smalldatetime') THEN 'CF020' ELSE 'CF019' END, source, target, value);
            END IF;
            RETURN result;
        END
        $body$;
END
$install$;
