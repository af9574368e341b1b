-- What T-SQL's functions say about objects, columns and types. They read the views of the catalogue, which are installed
-- after this file: the bodies in quotes are looked at when they run.
DO $install$
BEGIN
    -- The schema that T-SQL calls dbo: msdb has one of its own beside master's.
    CREATE OR REPLACE FUNCTION sys.dbo() RETURNS name LANGUAGE sql STABLE
        RETURN (CASE pg_catalog.lower(pg_catalog.current_setting('coffer.database', true))
            WHEN 'msdb' THEN 'msdb_dbo' ELSE 'dbo' END::name);

    -- The types as sys.types lists them; max_length is in bytes.
    CREATE OR REPLACE FUNCTION sys.type_list() RETURNS TABLE (name varchar, system_type_id integer, user_type_id integer,
            max_length integer, digits integer, scale integer, is_text boolean) LANGUAGE sql IMMUTABLE
        BEGIN ATOMIC
            SELECT t.name::varchar, t.system_type_id, t.user_type_id, t.max_length, t.digits, t.scale, t.is_text
            FROM (VALUES
                ('image', 34, 34, 16, 0, 0, false), ('text', 35, 35, 16, 0, 0, true),
                ('uniqueidentifier', 36, 36, 16, 0, 0, false), ('date', 40, 40, 3, 10, 0, false),
                ('time', 41, 41, 5, 16, 7, false), ('datetime2', 42, 42, 8, 27, 7, false),
                ('datetimeoffset', 43, 43, 10, 34, 7, false), ('tinyint', 48, 48, 1, 3, 0, false),
                ('smallint', 52, 52, 2, 5, 0, false), ('int', 56, 56, 4, 10, 0, false),
                ('smalldatetime', 58, 58, 4, 16, 0, false), ('real', 59, 59, 4, 24, 0, false),
                ('money', 60, 60, 8, 19, 4, false), ('datetime', 61, 61, 8, 23, 3, false),
                ('float', 62, 62, 8, 53, 0, false), ('sql_variant', 98, 98, 8016, 0, 0, false),
                ('ntext', 99, 99, 16, 0, 0, true), ('bit', 104, 104, 1, 1, 0, false),
                ('decimal', 106, 106, 17, 38, 38, false), ('numeric', 108, 108, 17, 38, 38, false),
                ('smallmoney', 122, 122, 4, 10, 4, false), ('bigint', 127, 127, 8, 19, 0, false),
                ('varbinary', 165, 165, 8000, 0, 0, false), ('varchar', 167, 167, 8000, 0, 0, true),
                ('binary', 173, 173, 8000, 0, 0, false), ('char', 175, 175, 8000, 0, 0, true),
                ('timestamp', 189, 189, 8, 0, 0, false), ('nvarchar', 231, 231, 8000, 0, 0, true),
                ('nchar', 239, 239, 8000, 0, 0, true), ('xml', 241, 241, -1, 0, 0, false),
                ('sysname', 231, 256, 256, 0, 0, true)
            ) t (name, system_type_id, user_type_id, max_length, digits, scale, is_text);
        END;

    -- The declared type of a value that nobody declared, as clients are told it.
    CREATE OR REPLACE FUNCTION sys.engine_type(oid, integer) RETURNS text LANGUAGE sql STABLE
        RETURN (CASE pg_catalog.format_type($1, NULL)
            WHEN 'boolean' THEN 'bit' WHEN 'smallint' THEN 'smallint' WHEN 'integer' THEN 'int' WHEN 'bigint' THEN 'bigint'
            WHEN 'real' THEN 'real' WHEN 'double precision' THEN 'float' WHEN 'uuid' THEN 'uniqueidentifier'
            WHEN 'date' THEN 'date' WHEN 'bytea' THEN 'varbinary(max)' WHEN 'xml' THEN 'xml'
            WHEN 'time without time zone' THEN 'time(6)' WHEN 'interval' THEN 'datetimeoffset(6)'
            WHEN 'timestamp without time zone' THEN CASE $2 WHEN 3 THEN 'datetime' ELSE 'datetime2(6)' END
            WHEN 'numeric' THEN CASE WHEN $2 < 0 THEN 'numeric(38,6)'
                ELSE 'numeric(' || (($2 - 4) >> 16) || ',' || (($2 - 4) & 2047) || ')' END
            WHEN 'character' THEN 'nchar(' || ($2 - 4) || ')'
            WHEN 'character varying' THEN CASE WHEN $2 < 0 THEN 'nvarchar(max)' ELSE 'nvarchar(' || ($2 - 4) || ')' END
            ELSE CASE $1 WHEN 'sys.tinyint'::regtype THEN 'tinyint' WHEN 'sys.sql_variant'::regtype THEN 'sql_variant'
                ELSE 'nvarchar(max)' END END);

    -- A declared type taken apart. Lengths are in bytes, -1 stands for max.
    CREATE OR REPLACE FUNCTION sys.type_facts(declared text) RETURNS TABLE (name varchar, system_type_id integer,
            user_type_id integer, max_length integer, digits integer, scale integer, is_text boolean)
            LANGUAGE sql STABLE
        BEGIN ATOMIC
            SELECT t.name, t.system_type_id, t.user_type_id,
                CASE WHEN t.name IN ('nvarchar', 'nchar') THEN CASE WHEN d.first < 0 THEN -1 ELSE 2 * COALESCE(d.first, 1) END
                    WHEN t.name IN ('varchar', 'char', 'varbinary', 'binary') THEN COALESCE(d.first, 1)
                    WHEN t.name IN ('decimal', 'numeric') THEN CASE WHEN COALESCE(d.first, 18) <= 9 THEN 5
                        WHEN COALESCE(d.first, 18) <= 19 THEN 9 WHEN d.first <= 28 THEN 13 ELSE 17 END
                    WHEN t.name IN ('time', 'datetime2', 'datetimeoffset')
                        THEN t.max_length - CASE WHEN d.first <= 2 THEN 2 WHEN d.first <= 4 THEN 1 ELSE 0 END
                    ELSE t.max_length END,
                CASE WHEN t.name IN ('decimal', 'numeric') THEN COALESCE(d.first, 18)
                    WHEN t.name IN ('time', 'datetime2', 'datetimeoffset')
                        THEN t.digits - 7 + LEAST(COALESCE(d.first, 6), 6) - CASE d.first WHEN 0 THEN 1 ELSE 0 END
                    ELSE t.digits END,
                CASE WHEN t.name IN ('decimal', 'numeric') THEN COALESCE(d.second, 0)
                    WHEN t.name IN ('time', 'datetime2', 'datetimeoffset') THEN LEAST(COALESCE(d.first, 6), 6)
                    ELSE t.scale END,
                t.is_text
            FROM (SELECT pg_catalog.lower(pg_catalog.split_part(declared, '(', 1)) AS word,
                    pg_catalog.replace(pg_catalog.substr(declared, NULLIF(pg_catalog.strpos(declared, '('), 0) + 1),
                        'max', '-1') AS arguments) w
            CROSS JOIN LATERAL (SELECT
                CASE w.word WHEN 'integer' THEN 'int' WHEN 'dec' THEN 'decimal' WHEN 'rowversion' THEN 'timestamp'
                    ELSE w.word END AS word,
                NULLIF(pg_catalog.btrim(pg_catalog.split_part(w.arguments, ',', 1), ' )'), '')::integer AS first,
                NULLIF(pg_catalog.btrim(pg_catalog.split_part(w.arguments, ',', 2), ' )'), '')::integer AS second) d
            JOIN sys.type_list() t ON t.name = d.word;
        END;

    -- 'db..[my table]' to its parts, without brackets and quotes; one that was left out is empty.
    CREATE OR REPLACE FUNCTION sys.name_parts(written text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $body$
        DECLARE
            parts text[] := '{}';
            part text := '';
            closing text := '';
            at integer := 1;
            sign text;
        BEGIN
            WHILE at <= length(written) LOOP
                sign := substr(written, at, 1);
                IF closing <> '' THEN
                    IF sign = closing AND substr(written, at + 1, 1) = closing THEN
                        part := part || sign;
                        at := at + 1;
                    ELSIF sign = closing THEN
                        closing := '';
                    ELSE
                        part := part || sign;
                    END IF;
                ELSIF sign = '[' THEN
                    closing := ']';
                ELSIF sign = '"' THEN
                    closing := '"';
                ELSIF sign = '.' THEN
                    parts := parts || part;
                    part := '';
                ELSE
                    part := part || sign;
                END IF;
                at := at + 1;
            END LOOP;
            RETURN CASE WHEN closing = '' THEN parts || btrim(part) END;
        END $body$;
    CREATE OR REPLACE FUNCTION sys.parsename(text, integer) RETURNS varchar LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN pg_catalog.cardinality(sys.name_parts($1)) <= 4 AND $2 BETWEEN 1 AND 4
            THEN NULLIF((sys.name_parts($1))[pg_catalog.cardinality(sys.name_parts($1)) + 1 - $2], '')
            END::varchar(128));
    CREATE OR REPLACE FUNCTION sys.quotename(text, text) RETURNS varchar LANGUAGE sql IMMUTABLE
        RETURN (CASE WHEN pg_catalog.length($1) > 128 THEN NULL
            WHEN $2 IN ('[', ']') THEN '[' || pg_catalog.replace($1, ']', ']]') || ']'
            WHEN $2 IN ('''', '"', '`') THEN $2 || pg_catalog.replace($1, $2, $2 || $2) || $2
            WHEN $2 IN ('(', ')') THEN '(' || pg_catalog.replace($1, ')', '))') || ')'
            WHEN $2 IN ('<', '>') THEN '<' || pg_catalog.replace($1, '>', '>>') || '>'
            WHEN $2 IN ('{', '}') THEN '{' || pg_catalog.replace($1, '}', '}}') || '}' END::varchar(258));

    -- Objects. The database that is asked is known by the caller; a name with another one was to be a literal.
    CREATE OR REPLACE FUNCTION sys.object_id(written text, kind text, here text) RETURNS integer LANGUAGE plpgsql STABLE
            AS $body$
        DECLARE
            parts text[] := sys.name_parts(written);
            count integer := cardinality(parts);
            object text := lower(parts[count]);
            inside text := COALESCE(lower(parts[count - 1]), '');
        BEGIN
            IF count IS NULL OR count > 4 OR object = '' THEN
                RETURN NULL;
            END IF;
            IF object LIKE '#%' THEN
                RETURN (SELECT c.oid::bigint::integer FROM pg_catalog.pg_class c
                    WHERE c.oid = to_regclass('pg_temp.' || quote_ident(object)) AND COALESCE(rtrim(kind), 'U') = 'U');
            END IF;
            IF COALESCE(parts[count - 2], '') <> '' AND lower(parts[count - 2]) <> lower(here) THEN
                PERFORM sys.refuse('OBJECT_ID with another database in a name that is no literal');
            END IF;
            -- master and msdb share a cluster: from one of them, the other's tables are found too.
            IF inside IN ('', 'dbo') AND sys.dbo() <> (CASE lower(here) WHEN 'msdb' THEN 'msdb_dbo' ELSE 'dbo' END) THEN
                RETURN (SELECT c.oid::bigint::integer FROM pg_catalog.pg_class c
                    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    WHERE n.nspname = CASE lower(here) WHEN 'msdb' THEN 'msdb_dbo' ELSE 'dbo' END
                    AND c.relname = object AND c.relkind IN ('r', 'v') AND COALESCE(rtrim(kind), 'U') = 'U');
            END IF;
            RETURN (SELECT o.object_id FROM sys.all_objects o
                WHERE lower(o.name) = object AND (kind IS NULL OR rtrim(o.type) = rtrim(upper(kind)))
                AND o.schema_id = ANY (CASE inside WHEN 'dbo' THEN ARRAY[1] WHEN 'sys' THEN ARRAY[4]
                    WHEN 'information_schema' THEN ARRAY[3] WHEN '' THEN ARRAY[1, 4] END)
                ORDER BY o.schema_id LIMIT 1);
        END $body$;
    CREATE OR REPLACE FUNCTION sys.object_name(integer) RETURNS varchar LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT o.name FROM sys.all_objects o WHERE o.object_id = $1); END';
    CREATE OR REPLACE FUNCTION sys.object_schema_name(integer) RETURNS varchar LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT sys.schema_name(o.schema_id) FROM sys.all_objects o WHERE o.object_id = $1); END';
    CREATE OR REPLACE FUNCTION sys.object_property(integer, text) RETURNS integer LANGUAGE plpgsql STABLE AS $body$
        DECLARE
            o record;
        BEGIN
            SELECT rtrim(type) AS type, is_ms_shipped, schema_id, parent_object_id INTO o
                FROM sys.all_objects WHERE object_id = $1;
            IF NOT FOUND THEN
                RETURN NULL;
            END IF;
            RETURN CASE lower($2)
                WHEN 'istable' THEN (o.type IN ('U', 'S'))::integer WHEN 'isusertable' THEN (o.type = 'U')::integer
                WHEN 'issystemtable' THEN (o.type = 'S')::integer WHEN 'isview' THEN (o.type = 'V')::integer
                WHEN 'isconstraint' THEN (o.type IN ('PK', 'UQ', 'C', 'F', 'D'))::integer
                WHEN 'isprimarykey' THEN (o.type = 'PK')::integer WHEN 'isuniquecnst' THEN (o.type = 'UQ')::integer
                WHEN 'ischeckcnst' THEN (o.type = 'C')::integer WHEN 'isforeignkey' THEN (o.type = 'F')::integer
                WHEN 'isdefaultcnst' THEN (o.type = 'D')::integer WHEN 'isdefault' THEN (o.type = 'D')::integer
                WHEN 'ismsshipped' THEN o.is_ms_shipped::integer
                WHEN 'ownerid' THEN 1 WHEN 'schemaid' THEN o.schema_id
                WHEN 'isprocedure' THEN 0 WHEN 'istrigger' THEN 0 WHEN 'isscalarfunction' THEN 0
                WHEN 'istablefunction' THEN 0 WHEN 'isinlinefunction' THEN 0 WHEN 'isencrypted' THEN 0
                WHEN 'isschemabound' THEN 0 WHEN 'isindexed' THEN (EXISTS (SELECT FROM sys.indexes i
                    WHERE i.object_id = $1 AND i.index_id > 0))::integer
                WHEN 'execisquotedidenton' THEN 1 WHEN 'execisansinullson' THEN 1
                WHEN 'tablehasprimarykey' THEN (EXISTS (SELECT FROM sys.key_constraints k
                    WHERE k.parent_object_id = $1 AND k.type = 'PK'))::integer
                WHEN 'tablehasuniquecnst' THEN (EXISTS (SELECT FROM sys.key_constraints k
                    WHERE k.parent_object_id = $1 AND k.type = 'UQ'))::integer
                WHEN 'tablehasforeignkey' THEN (EXISTS (SELECT FROM sys.foreign_keys k
                    WHERE k.parent_object_id = $1))::integer
                WHEN 'tablehasforeignref' THEN (EXISTS (SELECT FROM sys.foreign_keys k
                    WHERE k.referenced_object_id = $1))::integer
                WHEN 'tablehascheckcnst' THEN (EXISTS (SELECT FROM sys.check_constraints k
                    WHERE k.parent_object_id = $1))::integer
                WHEN 'tablehasdefaultcnst' THEN (EXISTS (SELECT FROM sys.default_constraints k
                    WHERE k.parent_object_id = $1))::integer
                WHEN 'tablehasidentity' THEN (EXISTS (SELECT FROM sys.identity_columns k
                    WHERE k.object_id = $1))::integer
                WHEN 'tablehasindex' THEN (EXISTS (SELECT FROM sys.indexes i
                    WHERE i.object_id = $1 AND i.index_id > 0))::integer
                WHEN 'tablehasclustindex' THEN (EXISTS (SELECT FROM sys.indexes i
                    WHERE i.object_id = $1 AND i.index_id = 1))::integer
                WHEN 'tablehastextimage' THEN 0 WHEN 'tablehasrowguidcol' THEN 0 WHEN 'tabletemporaltype' THEN 0
                WHEN 'tableismemoryoptimized' THEN 0 WHEN 'tablehasactivefulltextindex' THEN 0
                END;
        END $body$;
    CREATE OR REPLACE FUNCTION sys.object_property_ex(integer, text) RETURNS sys.sql_variant LANGUAGE plpgsql STABLE
            AS $body$
        DECLARE
            kind text := (SELECT o.type FROM sys.all_objects o WHERE o.object_id = $1);
        BEGIN
            IF lower($2) = 'basetype' THEN
                RETURN CASE WHEN kind IS NOT NULL THEN ROW('char(2)', kind)::sys.sql_variant END;
            ELSIF lower($2) = 'cardinality' THEN
                RETURN (SELECT ROW('bigint', p.rows::text)::sys.sql_variant FROM sys.partitions p
                    WHERE p.object_id = $1 AND p.index_id < 2);
            END IF;
            RETURN (SELECT ROW('int', p.value::text)::sys.sql_variant FROM (SELECT sys.object_property($1, $2) AS value) p
                WHERE p.value IS NOT NULL);
        END $body$;

    -- Columns, keys and indexes; tables are named as OBJECT_ID takes them.
    CREATE OR REPLACE FUNCTION sys.col_length(text, text, text) RETURNS smallint LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT c.max_length FROM sys.all_columns c WHERE c.object_id = sys.object_id($1, NULL, $3)
            AND lower(c.name) = lower($2)); END';
    CREATE OR REPLACE FUNCTION sys.col_name(integer, integer) RETURNS varchar LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT c.name FROM sys.all_columns c WHERE c.object_id = $1 AND c.column_id = $2); END';
    CREATE OR REPLACE FUNCTION sys.column_property(integer, text, text) RETURNS integer LANGUAGE plpgsql STABLE AS $body$
        BEGIN
            RETURN (SELECT CASE lower($3)
                WHEN 'allowsnull' THEN c.is_nullable::integer WHEN 'columnid' THEN c.column_id
                WHEN 'isidentity' THEN c.is_identity::integer WHEN 'iscomputed' THEN c.is_computed::integer
                WHEN 'isrowguidcol' THEN 0 WHEN 'issparse' THEN 0 WHEN 'iscolumnset' THEN 0 WHEN 'ishidden' THEN 0
                WHEN 'isidnotforrepl' THEN 0 WHEN 'isfulltextindexed' THEN 0 WHEN 'isxmlindexable' THEN 0
                WHEN 'isdeterministic' THEN NULL WHEN 'generatedalwaystype' THEN 0
                WHEN 'precision' THEN CASE WHEN t.is_text THEN CASE WHEN t.name LIKE 'n%' AND c.max_length > 0
                    THEN c.max_length / 2 ELSE c.max_length END
                    WHEN c.precision > 0 THEN c.precision ELSE c.max_length END
                WHEN 'scale' THEN CASE WHEN c.precision > 0 THEN c.scale END
                WHEN 'charmaxlen' THEN CASE WHEN t.is_text THEN CASE WHEN t.name LIKE 'n%' AND c.max_length > 0
                    THEN c.max_length / 2 ELSE c.max_length END END
                WHEN 'usesansitrim' THEN CASE WHEN t.name IN ('char', 'varchar', 'binary', 'varbinary') THEN 1 END
                END
                FROM sys.all_columns c JOIN sys.type_list() t ON t.user_type_id = c.user_type_id
                WHERE c.object_id = $1 AND lower(c.name) = lower($2));
        END $body$;
    CREATE OR REPLACE FUNCTION sys.index_col(text, integer, integer, text) RETURNS varchar LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT sys.col_name(i.object_id, i.column_id) FROM sys.index_columns i
            WHERE i.object_id = sys.object_id($1, NULL, $4) AND i.index_id = $2 AND i.key_ordinal = $3); END';
    CREATE OR REPLACE FUNCTION sys.indexkey_property(integer, integer, integer, text) RETURNS integer
            LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT CASE lower($4) WHEN ''columnid'' THEN i.column_id
            WHEN ''isdescending'' THEN i.is_descending_key::integer END FROM sys.index_columns i
            WHERE i.object_id = $1 AND i.index_id = $2 AND i.key_ordinal = $3); END';
    CREATE OR REPLACE FUNCTION sys.index_property(integer, text, text) RETURNS integer LANGUAGE plpgsql STABLE AS $body$
        BEGIN
            RETURN (SELECT CASE lower($3) WHEN 'indexid' THEN i.index_id WHEN 'isunique' THEN i.is_unique::integer
                WHEN 'isclustered' THEN (i.type = 1)::integer WHEN 'isdisabled' THEN 0 WHEN 'ishypothetical' THEN 0
                WHEN 'isstatistics' THEN 0 WHEN 'isautostatistics' THEN 0 WHEN 'indexfillfactor' THEN 0
                WHEN 'ispadindex' THEN 0 WHEN 'isfulltextkey' THEN 0 WHEN 'iscolumnstore' THEN 0
                WHEN 'ispagelockdisallowed' THEN 0 WHEN 'isrowlockdisallowed' THEN 0 END
                FROM sys.indexes i WHERE i.object_id = $1 AND lower(i.name) = lower($2));
        END $body$;
    CREATE OR REPLACE FUNCTION sys.ident_seed(text, text) RETURNS numeric LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT sys.variant_number(i.seed_value) FROM sys.identity_columns i
            WHERE i.object_id = sys.object_id($1, NULL, $2)); END';
    CREATE OR REPLACE FUNCTION sys.ident_incr(text, text) RETURNS numeric LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT sys.variant_number(i.increment_value) FROM sys.identity_columns i
            WHERE i.object_id = sys.object_id($1, NULL, $2)); END';

    -- Types, schemas, principals.
    CREATE OR REPLACE FUNCTION sys.type_id(text) RETURNS integer LANGUAGE sql STABLE
        RETURN (SELECT t.user_type_id FROM sys.type_list() t
            WHERE t.name = pg_catalog.lower(sys.parsename($1, 1))
            AND COALESCE(pg_catalog.lower(sys.parsename($1, 2)), 'sys') IN ('sys', 'dbo'));
    CREATE OR REPLACE FUNCTION sys.type_name(integer) RETURNS varchar LANGUAGE sql STABLE
        RETURN (SELECT t.name FROM sys.type_list() t WHERE t.user_type_id = $1);
    CREATE OR REPLACE FUNCTION sys.type_property(text, text) RETURNS integer LANGUAGE sql STABLE
        RETURN (SELECT CASE pg_catalog.lower($2)
            WHEN 'precision' THEN CASE WHEN t.name LIKE 'n%char' THEN t.max_length / 2 WHEN t.name = 'sysname' THEN 128
                WHEN t.is_text OR t.digits = 0 THEN t.max_length ELSE t.digits END
            WHEN 'scale' THEN CASE WHEN t.digits > 0 THEN t.scale END WHEN 'allowsnull' THEN (t.name <> 'sysname')::integer
            WHEN 'ownerid' THEN 1
            WHEN 'usesansitrim' THEN CASE WHEN t.name IN ('char', 'varchar', 'binary', 'varbinary') THEN 1 END END
            FROM sys.type_list() t WHERE t.user_type_id = sys.type_id($1));
    CREATE OR REPLACE FUNCTION sys.schema_id(text) RETURNS integer LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT s.schema_id FROM sys.schemas s WHERE lower(s.name) = lower($1)); END';
    CREATE OR REPLACE FUNCTION sys.schema_name(integer) RETURNS varchar LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT s.name FROM sys.schemas s WHERE s.schema_id = $1); END';
    CREATE OR REPLACE FUNCTION sys.user_id(text) RETURNS integer LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT p.principal_id FROM sys.database_principals p WHERE lower(p.name) = lower($1)); END';
    CREATE OR REPLACE FUNCTION sys.is_member(role text, member text) RETURNS integer LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT (r.name = ''public'' OR EXISTS (SELECT FROM sys.database_role_members m
            WHERE m.role_principal_id = r.principal_id AND m.member_principal_id = p.principal_id))::integer
            FROM sys.database_principals r, sys.database_principals p
            WHERE r.type = ''R'' AND lower(r.name) = lower($1) AND lower(p.name) = lower($2)); END';
    CREATE OR REPLACE FUNCTION sys.user_name(integer) RETURNS varchar LANGUAGE plpgsql STABLE AS
        'BEGIN RETURN (SELECT p.name FROM sys.database_principals p WHERE p.principal_id = $1); END';
END
$install$;
