-- What the catalogue procedures, sp_columns and its like, need: ODBC's view of T-SQL's types, and patterns of names.
DO $install$
BEGIN
    -- Names do not differ in case alone. A pattern has %, _, sets in brackets, and \ before one of these.
    CREATE OR REPLACE FUNCTION sys.name_like(name text, pattern text, patterns boolean) RETURNS boolean
            LANGUAGE plpgsql IMMUTABLE AS $body$
        DECLARE
            expression text := '^';
            at integer := 1;
            closing integer;
            sign text;
        BEGIN
            IF pattern IS NULL OR pattern = '%' THEN
                RETURN true;
            ELSIF NOT COALESCE(patterns, true) THEN
                RETURN lower(name) = lower(pattern);
            END IF;
            WHILE at <= length(pattern) LOOP
                sign := substr(pattern, at, 1);
                closing := CASE sign WHEN '[' THEN strpos(substr(pattern, at + 2), ']') ELSE 0 END;
                IF sign = '%' THEN
                    expression := expression || '.*';
                ELSIF sign = '_' THEN
                    expression := expression || '.';
                ELSIF closing > 0 THEN
                    expression := expression || '['
                        || regexp_replace(substr(pattern, at + 1, closing), '([\\[])', '\\\1', 'g') || ']';
                    at := at + closing + 1;
                ELSE
                    IF sign = '\' AND substr(pattern, at + 1, 1) IN ('%', '_', '[', '\') THEN
                        at := at + 1;
                        sign := substr(pattern, at, 1);
                    END IF;
                    expression := expression || regexp_replace(sign, '([][\\.*+?(){}|^$])', '\\\1');
                END IF;
                at := at + 1;
            END LOOP;
            RETURN lower(name) ~ lower(expression || '$');
        END $body$;

    -- A type as ODBC 2 or 3 knows it. size is in characters, digits or bits; bytes is what a value takes on its way.
    CREATE OR REPLACE FUNCTION sys.odbc_type(type text, max_length integer, digits integer, decimals integer,
            odbc integer) RETURNS TABLE (data_type integer, size integer, bytes integer, scale integer, radix integer,
            sql_data_type integer, datetime_sub integer, octets integer, ss_type integer, ss_nullable_type integer)
            LANGUAGE sql STABLE
        BEGIN ATOMIC
            SELECT CASE WHEN t.moment AND odbc < 3 THEN 11 WHEN type = 'date' AND odbc < 3 THEN -9
                    WHEN type IN ('time', 'datetime2', 'datetimeoffset') AND odbc < 3 THEN -9 ELSE t.code END,
                CASE WHEN type IN ('nvarchar', 'nchar', 'sysname')
                        THEN CASE WHEN max_length < 0 THEN 1073741823 ELSE max_length / 2 END
                    WHEN t.octets THEN CASE WHEN max_length < 0 THEN 2147483647
                        WHEN type = 'ntext' THEN 1073741823 WHEN type IN ('text', 'image') THEN 2147483647
                        ELSE max_length END
                    WHEN type = 'uniqueidentifier' THEN 36 WHEN type = 'sql_variant' THEN 8000
                    WHEN type = 'xml' THEN 0 ELSE digits END,
                CASE WHEN t.octets THEN CASE WHEN max_length < 0 THEN CASE WHEN type = 'nvarchar' THEN 2147483646
                        ELSE 2147483647 END WHEN type = 'ntext' THEN 2147483646
                        WHEN type IN ('text', 'image') THEN 2147483647 ELSE max_length END
                    WHEN type IN ('decimal', 'numeric') THEN digits + 2 WHEN type = 'money' THEN 21
                    WHEN type = 'smallmoney' THEN 12 WHEN t.moment OR type = 'datetime2' THEN 16
                    WHEN type = 'date' THEN 6 WHEN type = 'time' THEN 12 WHEN type = 'datetimeoffset' THEN 20
                    WHEN type = 'sql_variant' THEN 8000 WHEN type = 'xml' THEN 0 ELSE max_length END,
                CASE WHEN t.radix = 10 OR t.moment OR type IN ('time', 'datetime2', 'datetimeoffset')
                    THEN decimals END,
                t.radix,
                CASE WHEN t.moment OR type IN ('date', 'datetime2') THEN 9 ELSE t.code END,
                CASE WHEN t.moment OR type = 'datetime2' THEN 3 WHEN type = 'date' THEN 1 END,
                CASE WHEN t.octets THEN CASE WHEN max_length < 0 OR type IN ('text', 'image') THEN 2147483647
                    WHEN type = 'ntext' THEN 2147483646 ELSE max_length END END,
                t.ss_type, t.ss_nullable_type
            FROM (VALUES
                ('int', 4, 10, 56, 38, false, false), ('bigint', -5, 10, 63, 108, false, false),
                ('smallint', 5, 10, 52, 38, false, false), ('tinyint', -6, 10, 48, 38, false, false),
                ('bit', -7, NULL, 50, 50, false, false), ('decimal', 3, 10, 55, 106, false, false),
                ('numeric', 2, 10, 63, 108, false, false), ('money', 3, 10, 60, 110, false, false),
                ('smallmoney', 3, 10, 122, 110, false, false), ('float', 6, 2, 62, 109, false, false),
                ('real', 7, 2, 59, 109, false, false), ('datetime', 93, NULL, 61, 111, false, true),
                ('smalldatetime', 93, NULL, 58, 111, false, true), ('date', 91, NULL, 0, 0, false, false),
                ('time', -154, NULL, 0, 0, false, false), ('datetime2', 93, NULL, 0, 0, false, false),
                ('datetimeoffset', -155, NULL, 0, 0, false, false), ('char', 1, NULL, 47, 39, true, false),
                ('varchar', 12, NULL, 39, 39, true, false), ('text', -1, NULL, 35, 35, true, false),
                ('nchar', -8, NULL, 47, 39, true, false), ('nvarchar', -9, NULL, 39, 39, true, false),
                ('sysname', -9, NULL, 39, 39, true, false), ('ntext', -10, NULL, 35, 35, true, false),
                ('binary', -2, NULL, 45, 37, true, false), ('varbinary', -3, NULL, 37, 37, true, false),
                ('timestamp', -2, NULL, 45, 37, true, false), ('image', -4, NULL, 34, 34, true, false),
                ('uniqueidentifier', -11, NULL, 37, 37, false, false),
                ('sql_variant', -150, NULL, 39, 39, false, false), ('xml', -152, NULL, 0, 0, false, false)
            ) t (name, code, radix, ss_type, ss_nullable_type, octets, moment)
            WHERE t.name = type;
        END;
END
$install$;
