-- What a restored database brings along that would run, and that no database of this server holds: kind and name, one a
-- row. PostgreSQL's own schema and all numbers below 12000 were compared with its template's before. The schema sys is
-- looked after by its own script, which writes its functions anew and drops all others; the views beside them are written
-- anew too, and the caller drops all others.
SELECT kind, name FROM (
    SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END AS kind,
           p.oid::regprocedure::text AS name
    FROM pg_proc p
    WHERE p.pronamespace NOT IN ('pg_catalog'::regnamespace, COALESCE(to_regnamespace('sys')::oid, 0))
    UNION ALL
    SELECT 'operator', o.oid::regoperator::text FROM pg_operator o
    WHERE o.oprnamespace NOT IN ('pg_catalog'::regnamespace, COALESCE(to_regnamespace('sys')::oid, 0))
    UNION ALL
    SELECT 'cast', format_type(c.castsource, NULL) || ' to ' || format_type(c.casttarget, NULL) FROM pg_cast c
    WHERE c.oid >= 12000
      AND (NOT EXISTS (SELECT FROM pg_type t WHERE t.oid IN (c.castsource, c.casttarget)
                       AND t.typnamespace = to_regnamespace('sys'))
           OR c.castfunc >= 12000
              AND c.castfunc NOT IN (SELECT p.oid FROM pg_proc p WHERE p.pronamespace = to_regnamespace('sys')))
    UNION ALL
    SELECT 'trigger', t.tgname || ' on ' || t.tgrelid::regclass FROM pg_trigger t
    WHERE NOT t.tgisinternal OR t.tgfoid >= 12000
    UNION ALL
    SELECT 'rule', r.rulename || ' on ' || r.ev_class::regclass
    FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
    WHERE c.relnamespace <> 'pg_catalog'::regnamespace
      AND NOT (r.rulename = '_RETURN' AND r.ev_type = '1' AND c.relkind IN ('v', 'm'))
    UNION ALL
    SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view' ELSE 'foreign table' END,
           c.oid::regclass::text
    FROM pg_class c
    WHERE c.relnamespace <> 'pg_catalog'::regnamespace AND c.relkind IN ('v', 'm', 'f')
      AND (c.relkind <> 'v'
           OR c.relnamespace NOT IN (SELECT n.oid FROM pg_namespace n
                                     WHERE n.nspname IN ('sys', 'tsql_information_schema'))
              -- Users' own views read with their own rights, and only through functions that stand above.
              AND NOT (c.relnamespace = to_regnamespace('dbo') AND c.relowner = to_regrole('coffer_app')))
    UNION ALL
    SELECT 'policy', p.polname || ' on ' || p.polrelid::regclass FROM pg_policy p
    UNION ALL
    SELECT 'domain', t.oid::regtype::text FROM pg_type t
    WHERE t.typtype = 'd' AND t.typnamespace <> COALESCE(to_regnamespace('sys')::oid, 0)
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
    SELECT 'text search parser', p.prsname FROM pg_ts_parser p WHERE p.oid >= 12000
    UNION ALL
    SELECT 'text search template', t.tmplname FROM pg_ts_template t
    WHERE t.oid >= 12000
      AND (t.tmplinit <> 'dsnowball_init'::regproc OR t.tmpllexize <> 'dsnowball_lexize'::regproc)
    UNION ALL
    SELECT 'access method', a.amname FROM pg_am a WHERE a.oid >= 12000
    UNION ALL
    SELECT 'operator class', o.opcname FROM pg_opclass o WHERE o.oid >= 12000
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
    SELECT 'large object', l.oid::text FROM pg_largeobject_metadata l
    UNION ALL
    -- The key tables are touched with the owner's rights, so what they compute must do nothing but compute.
    SELECT 'expression', e.place FROM (
        SELECT c.conname || ' on ' || c.conrelid::regclass, c.conbin::text FROM pg_constraint c
        WHERE c.connamespace = to_regnamespace('coffer')
        UNION ALL
        SELECT 'default on ' || d.adrelid::regclass, d.adbin::text
        FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid WHERE c.relnamespace = to_regnamespace('coffer')
        UNION ALL
        SELECT 'index ' || i.indexrelid::regclass, concat(i.indexprs::text, i.indpred::text)
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid WHERE c.relnamespace = to_regnamespace('coffer')
    ) AS e (place, tree)
    WHERE EXISTS (
        SELECT FROM regexp_matches(e.tree, ':(?:op)?funcid (\d+)', 'g') AS called (ids)
        JOIN pg_proc p ON p.oid = called.ids[1]::oid
        WHERE p.provolatile <> 'i' OR p.oid >= 12000)
) AS foreign_code
ORDER BY kind, name
LIMIT 6
