-- What a restored database holds and no database of this server does, of all that could run something or act for
-- somebody: kind and name, one a row. Allowed are users' tables, indexes, sequences, constraints, views, and what the
-- schema sys is made of; the rest is refused. PostgreSQL's own schema and all numbers below
-- 12000 were compared with its template's before. The schema sys is looked after by its own script, which writes its
-- functions anew and drops all others; the views beside them are written anew too, and the caller drops all others.
WITH helpers (schema) AS (SELECT COALESCE(to_regnamespace('sys')::oid, 0)),
keys (schema) AS (SELECT COALESCE(to_regnamespace('coffer')::oid, 0))
SELECT kind, name FROM (
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind,
           p.oid::regprocedure::text AS name
    FROM pg_proc p
    WHERE p.pronamespace NOT IN ('pg_catalog'::regnamespace, (TABLE helpers))
    UNION ALL
    SELECT 'aggregate', a.aggfnoid::oid::text FROM pg_aggregate a
    WHERE a.aggfnoid >= 12000
      AND NOT EXISTS (SELECT FROM pg_proc p
                      WHERE p.oid = a.aggfnoid AND p.pronamespace = (TABLE helpers) AND p.prokind = 'a')
    UNION ALL
    -- Estimators are called without asking who may, so ours have none.
    SELECT 'operator', o.oid::regoperator::text FROM pg_operator o
    WHERE o.oprnamespace <> 'pg_catalog'::regnamespace
      AND NOT (o.oprnamespace = (TABLE helpers) AND o.oprrest = 0 AND o.oprjoin = 0 AND o.oprcom = 0 AND o.oprnegate = 0
               AND NOT o.oprcanmerge AND NOT o.oprcanhash
               AND (o.oprcode = 'textcat'::regproc
                    OR o.oprcode IN (SELECT p.oid FROM pg_proc p WHERE p.pronamespace = (TABLE helpers))))
    UNION ALL
    SELECT 'cast', format_type(c.castsource, NULL) || ' to ' || format_type(c.casttarget, NULL) FROM pg_cast c
    WHERE c.oid >= 12000
      AND NOT (c.castsource = COALESCE(to_regtype('sys.sql_variant')::oid, 0) AND c.casttarget < 12000
               AND c.castmethod = 'f'
               AND c.castfunc IN (SELECT p.oid FROM pg_proc p WHERE p.pronamespace = (TABLE helpers)))
    UNION ALL
    -- Of a type's functions nobody asks who may call them: a value that is read calls them. So they must be those of a
    -- table's or view's rows, of an array, of sql_variant or of tinyint.
    SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END, t.oid::regtype::text
    FROM (SELECT *, ARRAY[typinput, typoutput, typreceive, typsend,
                          typmodin, typmodout, typanalyze, typsubscript]::oid[] AS functions FROM pg_type) t
    WHERE t.typnamespace <> 'pg_catalog'::regnamespace
      AND NOT (t.typtype = 'c' AND t.typelem = 0 AND t.typbasetype = 0 AND t.typlen = -1 AND NOT t.typbyval
               AND EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.reltype = t.oid
                           AND (c.relkind IN ('r', 'p', 'v')
                                OR c.relkind = 'c' AND t.oid = COALESCE(to_regtype('sys.sql_variant')::oid, 0)))
               AND t.functions = ARRAY['record_in'::regproc, 'record_out'::regproc, 'record_recv'::regproc,
                                       'record_send'::regproc, 0, 0, 0, 0]::oid[])
      AND NOT (t.typtype = 'b' AND t.typrelid = 0 AND t.typbasetype = 0 AND t.typlen = -1 AND NOT t.typbyval
               AND EXISTS (SELECT FROM pg_type e WHERE e.oid = t.typelem AND e.typarray = t.oid)
               AND t.functions = ARRAY['array_in'::regproc, 'array_out'::regproc, 'array_recv'::regproc,
                                       'array_send'::regproc, 0, 0, 'array_typanalyze'::regproc,
                                       'array_subscript_handler'::regproc]::oid[])
      AND NOT (t.typtype = 'd' AND t.oid = COALESCE(to_regtype('sys.tinyint')::oid, 0)
               AND t.typbasetype = 'int2'::regtype AND t.typrelid = 0 AND t.typelem = 0 AND t.typlen = 2
               AND t.typbyval AND t.typdefaultbin IS NULL
               AND t.functions = ARRAY['domain_in'::regproc, 'int2out'::regproc, 'domain_recv'::regproc,
                                       'int2send'::regproc, 0, 0, 0, 0]::oid[]
               AND (SELECT string_agg(pg_get_constraintdef(c.oid), ' ') FROM pg_constraint c WHERE c.contypid = t.oid)
                   = 'CHECK (((VALUE >= 0) AND (VALUE <= 255)))')
    UNION ALL
    SELECT 'range', r.rngtypid::regtype::text FROM pg_range r WHERE r.rngtypid >= 12000
    UNION ALL
    SELECT 'column', a.attrelid::regclass || '.' || a.attname
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relnamespace <> 'pg_catalog'::regnamespace
    LEFT JOIN pg_type t ON t.oid = a.atttypid
    WHERE NOT a.attisdropped AND c.relkind NOT IN ('i', 'I')
      AND (t.oid IS NULL OR t.typtype = 'p'
           OR (a.attlen, a.attbyval, a.attalign) IS DISTINCT FROM (t.typlen, t.typbyval, t.typalign))
    UNION ALL
    -- A trigger's function is called without asking who may. Those of constraints are PostgreSQL's.
    SELECT 'trigger', t.tgname || ' on ' || t.tgrelid::regclass FROM pg_trigger t
    WHERE t.oid >= 12000
      AND NOT (t.tgisinternal AND t.tgconstraint <> 0 AND t.tgqual IS NULL
               AND t.tgfoid IN (SELECT p.oid FROM pg_proc p
                                WHERE p.oid < 12000
                                  AND (p.proname LIKE 'RI\_FKey\_%' OR p.proname = 'unique_key_recheck')))
    UNION ALL
    SELECT 'rule', r.rulename || ' on ' || r.ev_class::regclass
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relnamespace <> 'pg_catalog'::regnamespace
      AND NOT (r.rulename = '_RETURN' AND r.ev_type = '1' AND c.relkind IN ('v', 'm'))
    UNION ALL
    SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' WHEN 'f' THEN 'foreign table'
                          ELSE 'relation' END,
           c.oid::regclass::text
    FROM pg_class c
    WHERE c.relnamespace <> 'pg_catalog'::regnamespace AND c.relkind NOT IN ('r', 'p', 'i', 'I', 'S', 't')
      -- Said of types above.
      AND c.relkind <> 'c'
      AND NOT (c.relkind = 'v'
               AND (c.relnamespace IN (SELECT n.oid FROM pg_namespace n
                                       WHERE n.nspname IN ('sys', 'tsql_information_schema'))
                    -- Users' own views read with their own rights, and only through functions that stand above.
                    OR c.relnamespace = to_regnamespace('dbo') AND c.relowner = to_regrole('coffer_app')))
    UNION ALL
    -- The handler of a sample stands in the view itself, and nobody asks who may call it.
    SELECT 'sample in view', r.ev_class::regclass::text FROM pg_rewrite r
    WHERE r.oid >= 12000 AND r.ev_action::text ~ 'TABLESAMPLECLAUSE'
    UNION ALL
    -- Who may read a table reads what inherits from it.
    SELECT 'inheritance', i.inhrelid::regclass || ' from ' || i.inhparent::regclass
    FROM pg_inherits i JOIN pg_class c ON c.oid IN (i.inhrelid, i.inhparent)
    WHERE c.relnamespace IN ('pg_catalog'::regnamespace, (TABLE helpers), (TABLE keys))
    UNION ALL
    SELECT 'policy', p.polname || ' on ' || p.polrelid::regclass FROM pg_policy p
    UNION ALL
    SELECT 'event trigger', e.evtname FROM pg_event_trigger e
    UNION ALL
    SELECT 'extension', e.extname FROM pg_extension e WHERE e.extname <> 'plpgsql'
    UNION ALL
    SELECT 'language', l.lanname FROM pg_language l
    WHERE l.oid >= 12000
      AND (l.lanname <> 'plpgsql' OR l.lanplcallfoid <> 'plpgsql_call_handler'::regproc
           OR l.laninline <> 'plpgsql_inline_handler'::regproc OR l.lanvalidator <> 'plpgsql_validator'::regproc)
    UNION ALL
    SELECT 'collation', c.oid::regcollation::text FROM pg_collation c
    WHERE c.oid >= 12000 AND (c.collnamespace <> 'pg_catalog'::regnamespace OR c.collicurules IS NOT NULL)
    UNION ALL
    SELECT 'text search parser', p.prsname FROM pg_ts_parser p WHERE p.oid >= 12000
    UNION ALL
    -- The stemmers of languages come with PostgreSQL, with numbers that depend on the machine.
    SELECT 'text search template', t.tmplname FROM pg_ts_template t
    WHERE t.oid >= 12000
      AND (t.tmplinit <> 'dsnowball_init'::regproc OR t.tmpllexize <> 'dsnowball_lexize'::regproc)
    UNION ALL
    SELECT 'text search dictionary', d.oid::regdictionary::text FROM pg_ts_dict d
    WHERE d.oid >= 12000 AND (d.dictnamespace <> 'pg_catalog'::regnamespace OR d.dicttemplate < 12000)
    UNION ALL
    SELECT 'text search configuration', c.oid::regconfig::text FROM pg_ts_config c
    WHERE c.oid >= 12000 AND (c.cfgnamespace <> 'pg_catalog'::regnamespace OR c.cfgparser >= 12000)
    UNION ALL
    SELECT 'access method', a.amname FROM pg_am a WHERE a.oid >= 12000
    UNION ALL
    SELECT 'operator class', o.opcname FROM pg_opclass o WHERE o.oid >= 12000
    UNION ALL
    SELECT 'operator family', o.opfname FROM pg_opfamily o WHERE o.oid >= 12000
    UNION ALL
    SELECT 'operator of a family', a.amopopr::regoperator::text FROM pg_amop a WHERE a.oid >= 12000
    UNION ALL
    SELECT 'function of a family', a.amproc::text FROM pg_amproc a WHERE a.oid >= 12000
    UNION ALL
    SELECT 'conversion', c.conname FROM pg_conversion c WHERE c.oid >= 12000
    UNION ALL
    SELECT 'transform', format_type(t.trftype, NULL) FROM pg_transform t
    UNION ALL
    SELECT 'foreign data wrapper', f.fdwname FROM pg_foreign_data_wrapper f
    UNION ALL
    SELECT 'server', s.srvname FROM pg_foreign_server s
    UNION ALL
    SELECT 'publication', p.pubname FROM pg_publication p
    UNION ALL
    SELECT 'subscription', s.subname FROM pg_subscription s
    UNION ALL
    SELECT 'statistics', s.stxname FROM pg_statistic_ext s
    UNION ALL
    SELECT 'security label', l.objoid::text
    FROM (SELECT objoid FROM pg_seclabel UNION SELECT objoid FROM pg_shseclabel) l
    UNION ALL
    SELECT 'large object', l.oid::text FROM pg_largeobject_metadata l
    UNION ALL
    -- The key tables are touched with the owner's rights, so what they compute must do nothing but compute.
    SELECT 'expression', e.place FROM (
        SELECT c.conname || ' on ' || c.conrelid::regclass, c.conbin::text FROM pg_constraint c
        WHERE c.connamespace = (TABLE keys)
        UNION ALL
        SELECT 'default on ' || d.adrelid::regclass, d.adbin::text
        FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid WHERE c.relnamespace = (TABLE keys)
        UNION ALL
        SELECT 'index ' || i.indexrelid::regclass, concat(i.indexprs::text, i.indpred::text)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = (TABLE keys)
    ) AS e (place, tree)
    WHERE EXISTS (
        SELECT FROM regexp_matches(e.tree, ':(?:op)?funcid (\d+)', 'g') AS called (ids)
        JOIN pg_proc p ON p.oid = called.ids[1]::oid
        WHERE p.provolatile <> 'i' OR p.oid >= 12000)
) AS foreign_code
ORDER BY kind, name
LIMIT 6
