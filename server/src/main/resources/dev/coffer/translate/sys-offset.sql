-- datetimeoffset: a moment and the offset it was written with, of which only the moment is compared. PostgreSQL's interval
-- does just that: its days and its microseconds are kept apart, and compared as one sum. So the days hold the offset, in
-- minutes less 840, and the microseconds what makes the sum the time since 0001-01-01 in UTC. They are never negative, so
-- interval(n) rounds as datetimeoffset(n) does, and indexes, DISTINCT, MIN and ORDER BY are PostgreSQL's own. What else
-- PostgreSQL does with intervals is refused below.
DO $install$
BEGIN
    -- A time is no moment: unasked it never becomes one.
    UPDATE pg_catalog.pg_cast SET castcontext = 'e'
        WHERE castsource = 'time'::regtype AND casttarget = 'interval'::regtype;

    CREATE OR REPLACE FUNCTION sys.offset_utc(interval) RETURNS timestamp LANGUAGE sql IMMUTABLE
        RETURN (timestamp '0001-01-01' OPERATOR(pg_catalog.+) $1);
    CREATE OR REPLACE FUNCTION sys.offset_minutes(interval) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN (extract(day FROM $1)::integer + 840);
    CREATE OR REPLACE FUNCTION sys.moment_of(interval) RETURNS timestamp LANGUAGE sql IMMUTABLE
        RETURN (sys.offset_utc($1)
            OPERATOR(pg_catalog.+) pg_catalog.make_interval(mins => sys.offset_minutes($1)));

    -- From the moment in UTC and the offset in minutes. No step goes through a number that loses microseconds.
    CREATE OR REPLACE FUNCTION sys.offset_of(timestamp, integer) RETURNS interval LANGUAGE sql IMMUTABLE STRICT
        RETURN pg_catalog.make_interval(days => $2 - 840,
            hours => (($1::date - date '0001-01-01') + 840 - $2) * 24 + extract(hour FROM $1)::integer,
            mins => extract(minute FROM $1)::integer, secs => extract(second FROM $1)::double precision);
    -- From the local time.
    CREATE OR REPLACE FUNCTION sys.to_offset(timestamp, integer, text) RETURNS interval
            LANGUAGE plpgsql IMMUTABLE STRICT AS $body$
        DECLARE
            utc timestamp;
        BEGIN
            IF $2 NOT BETWEEN -840 AND 840 THEN
                PERFORM sys.unreadable('CF021', '', $3, '');
            END IF;
            utc := $1 OPERATOR(pg_catalog.-) pg_catalog.make_interval(mins => $2);
            IF utc < timestamp '0001-01-01' OR utc >= timestamp '10000-01-01' THEN
                PERFORM sys.unreadable(CASE $3 WHEN '' THEN 'CF019' ELSE 'CF022' END, '', $3, '');
            END IF;
            RETURN sys.offset_of(utc, $2);
        END
        $body$;

    -- An offset as people write it.
    CREATE OR REPLACE FUNCTION sys.zone_minutes(text, text) RETURNS integer LANGUAGE plpgsql IMMUTABLE STRICT AS $body$
        BEGIN
            IF $1 !~ '^[-+][0-9]{1,2}:[0-5][0-9]$' THEN
                PERFORM sys.unreadable('CF021', '', $2, '');
            END IF;
            RETURN (substr($1, 1, 1) || '1')::integer * (60 * split_part(substr($1, 2), ':', 1)::integer
                + split_part($1, ':', 2)::integer);
        END
        $body$;
    CREATE OR REPLACE FUNCTION sys.zone_text(integer) RETURNS text LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN $1 < 0 THEN '-' ELSE '+' END || pg_catalog.lpad((pg_catalog.abs($1) / 60)::text, 2, '0')
            || ':' || pg_catalog.lpad((pg_catalog.abs($1) % 60)::text, 2, '0'));

    -- A string: a date and time, and an offset or Z behind it; without one it is UTC.
    CREATE OR REPLACE FUNCTION sys.read_offset(value text, source text) RETURNS interval
            LANGUAGE plpgsql IMMUTABLE STRICT AS $body$
        DECLARE
            zone text := substring(value FROM '([-+][0-9]{1,2}:[0-9]{2}) *$');
            moment text := btrim(value, ' ');
            minutes integer := 0;
        BEGIN
            IF zone IS NOT NULL THEN
                IF zone !~ '^[-+](0?[0-9]|1[0-3]):[0-5][0-9]$' AND zone !~ '^[-+]14:00$' THEN
                    PERFORM sys.unreadable('CF019', source, 'datetimeoffset', value);
                END IF;
                minutes := sys.zone_minutes(zone, '');
                moment := btrim(substr(moment, 1, length(moment) - length(zone)), ' ');
            ELSIF moment ~ '[0-9]Z$' THEN
                moment := substr(moment, 1, length(moment) - 1);
            END IF;
            RETURN sys.to_offset(sys.read_moment(moment, source, 'datetimeoffset'), minutes, '');
        END
        $body$;
    CREATE OR REPLACE FUNCTION sys.try_offset(value text) RETURNS interval LANGUAGE plpgsql STABLE STRICT AS $body$
        BEGIN
            RETURN sys.read_offset(value, 'varchar');
        EXCEPTION WHEN SQLSTATE 'CF019' THEN
            RETURN NULL;
        END
        $body$;

    -- Values of other types. A moment without an offset is one of UTC.
    CREATE OR REPLACE FUNCTION sys.as_offset(interval) RETURNS interval LANGUAGE sql IMMUTABLE RETURN $1;
    CREATE OR REPLACE FUNCTION sys.as_offset(timestamp) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.offset_of($1, 0);
    CREATE OR REPLACE FUNCTION sys.as_offset(date) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.offset_of($1::timestamp, 0);
    CREATE OR REPLACE FUNCTION sys.as_offset(time) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.offset_of(date '1900-01-01' OPERATOR(pg_catalog.+) $1, 0);
    CREATE OR REPLACE FUNCTION sys.as_offset(text) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.read_offset($1, 'varchar');

    -- Strings.
    CREATE OR REPLACE FUNCTION sys.offset_text(interval, integer) RETURNS text LANGUAGE sql STABLE
        RETURN (pg_catalog.to_char(sys.moment_of($1), 'YYYY-MM-DD HH24:MI:SS')
            || CASE WHEN $2 > 0 THEN '.' || pg_catalog.substr(pg_catalog.to_char(sys.moment_of($1), 'US'), 1, $2)
                ELSE '' END || ' ' || sys.zone_text(sys.offset_minutes($1)));
    CREATE OR REPLACE FUNCTION sys.printable(interval) RETURNS text LANGUAGE sql STABLE RETURN sys.offset_text($1, 6);

    -- Functions.
    CREATE OR REPLACE FUNCTION sys.switch_offset(interval, integer) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.to_offset(sys.offset_utc($1) OPERATOR(pg_catalog.+) pg_catalog.make_interval(mins => $2), $2,
            'switchoffset');
    CREATE OR REPLACE FUNCTION sys.switch_offset(interval, text) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.switch_offset($1, sys.zone_minutes($2, 'switchoffset'));
    CREATE OR REPLACE FUNCTION sys.give_offset(timestamp, integer) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.to_offset($1, $2, 'todatetimeoffset');
    CREATE OR REPLACE FUNCTION sys.give_offset(timestamp, text) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.give_offset($1, sys.zone_minutes($2, 'todatetimeoffset'));
    CREATE OR REPLACE FUNCTION sys.give_offset(text, integer) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.give_offset(sys.read_moment($1, 'varchar', 'datetime2'), $2);
    CREATE OR REPLACE FUNCTION sys.give_offset(text, text) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.give_offset(sys.read_moment($1, 'varchar', 'datetime2'), $2);
    CREATE OR REPLACE FUNCTION sys.give_offset(interval, integer) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.give_offset(sys.moment_of($1), $2);
    CREATE OR REPLACE FUNCTION sys.give_offset(interval, text) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.give_offset(sys.moment_of($1), $2);
    CREATE OR REPLACE FUNCTION sys.offset_between(timestamp, timestamp) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.offset_of($2, pg_catalog.round(
            extract(epoch FROM $1 OPERATOR(pg_catalog.-) $2) / 60)::integer);
    CREATE OR REPLACE FUNCTION sys.at_zone(interval, text) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.offset_between(
            (sys.offset_utc($1) AT TIME ZONE 'UTC') AT TIME ZONE $2, sys.offset_utc($1));
    CREATE OR REPLACE FUNCTION sys.at_zone(timestamp, text) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.offset_between(
            ($1 AT TIME ZONE $2) AT TIME ZONE $2, ($1 AT TIME ZONE $2) AT TIME ZONE 'UTC');
    CREATE OR REPLACE FUNCTION sys.date_add(text, integer, interval) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN sys.to_offset(sys.date_add($1, $2, sys.moment_of($3)), sys.offset_minutes($3), 'dateadd');
    CREATE OR REPLACE FUNCTION sys.part_of(text, interval) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN sys.part_of($1, sys.moment_of($2));
    CREATE OR REPLACE FUNCTION sys.name_of(text, interval) RETURNS varchar LANGUAGE sql STABLE
        RETURN sys.name_of($1, sys.moment_of($2));
    -- Differences are those of the moments in UTC.
    CREATE OR REPLACE FUNCTION sys.units(text, interval) RETURNS bigint LANGUAGE sql IMMUTABLE
        RETURN sys.units($1, sys.offset_utc($2));
    CREATE OR REPLACE FUNCTION sys.month_end(interval, integer) RETURNS date LANGUAGE sql IMMUTABLE
        RETURN sys.month_end(sys.moment_of($1), $2);
    -- A string is read as either would be; a literal, whose type PostgreSQL leaves open, is taken for one.
    CREATE OR REPLACE FUNCTION sys.part_of(text, text) RETURNS integer LANGUAGE sql IMMUTABLE
        RETURN sys.part_of($1, sys.as_offset($2));
    CREATE OR REPLACE FUNCTION sys.month_end(text, integer) RETURNS date LANGUAGE sql IMMUTABLE
        RETURN sys.month_end(sys.as_offset($1), $2);
    CREATE OR REPLACE FUNCTION sys.moment_text(interval, text) RETURNS text LANGUAGE sql STABLE
        RETURN sys.moment_text(sys.moment_of($1), $2);
    CREATE OR REPLACE FUNCTION sys.instead(interval, interval) RETURNS interval LANGUAGE sql IMMUTABLE
        RETURN COALESCE($1, $2);

    -- A datetimeoffset is no span of time.
    CREATE OR REPLACE FUNCTION sys.sum_step(interval, interval) RETURNS interval LANGUAGE sql
        RETURN sys.refuse('SUM or AVG of a datetimeoffset')::interval;
    CREATE OR REPLACE AGGREGATE sys.sum(interval) (SFUNC = sys.sum_step, STYPE = interval, INITCOND = '0');
    CREATE OR REPLACE AGGREGATE sys.avg(interval) (SFUNC = sys.sum_step, STYPE = interval, INITCOND = '0');
    DECLARE
        wanted record;
        operands text;
        found regoperator;
    BEGIN
        FOR wanted IN SELECT o.sign, format_type(NULLIF(p.oprleft, 0), NULL) AS one,
                format_type(p.oprright, NULL) AS other
                FROM pg_catalog.pg_operator p JOIN (VALUES ('+'), ('-'), ('*'), ('/')) AS o (sign) ON o.sign = p.oprname
                WHERE p.oprnamespace = 'pg_catalog'::regnamespace AND 'interval'::regtype IN (p.oprleft, p.oprright) LOOP
            operands := concat_ws(', ', wanted.one, wanted.other);
            EXECUTE format('CREATE OR REPLACE FUNCTION sys.no_span(%s) RETURNS interval LANGUAGE sql'
                ' RETURN sys.refuse(''Arithmetic with a datetimeoffset'')::interval', operands);
            found := to_regoperator(format('sys.%s(%s,%s)', wanted.sign, COALESCE(wanted.one, 'NONE'), wanted.other));
            IF found IS NULL THEN
                EXECUTE format('CREATE OPERATOR sys.%s (%sRIGHTARG = %s, FUNCTION = sys.no_span)', wanted.sign,
                    COALESCE('LEFTARG = ' || wanted.one || ', ', ''), wanted.other);
            ELSIF (SELECT oprcode::oid FROM pg_catalog.pg_operator WHERE oid = found)
                    <> format('sys.no_span(%s)', operands)::regprocedure::oid THEN
                RAISE EXCEPTION 'The operator % is not this server''s', found;
            END IF;
        END LOOP;
    END;
END
$install$;
