-- What runs can be read where everybody looks for it, and nobody's data or secrets with it.
SELECT t.text, t.dbid, t.objectid, t.encrypted, r.command
FROM sys.dm_exec_requests AS r CROSS APPLY sys.dm_exec_sql_text(r.sql_handle) AS t
WHERE r.session_id = @@SPID AND 'data' = 'data' -- a comment
GO
--> text|dbid|objectid|encrypted|command
--> ----|----|--------|---------|-------
--> {any}
--> FROM sys.dm_exec_requests AS r CROSS APPLY sys.dm_exec_sql_text(r.sql_handle) AS t
--> WHERE r.session_id = @@SPID AND '***' = '***'|NULL|NULL|0|SELECT
--> (1 rows affected)

EXEC ('SELECT (SELECT text FROM sys.dm_exec_sql_text(most_recent_sql_handle)) AS inner_text
FROM sys.dm_exec_connections WHERE session_id = @@SPID');
GO
--> inner_text
--> ----------
--> SELECT (SELECT text FROM sys.dm_exec_sql_text(most_recent_sql_handle)) AS inner_text
--> FROM sys.dm_exec_connections WHERE session_id = @@SPID
--> (1 rows affected)

SELECT text FROM sys.dm_exec_sql_text(0x02);
SELECT DATALENGTH(r.sql_handle) AS bytes, SUBSTRING(t.text, r.statement_start_offset / 2 + 1, 13) AS beginning
FROM sys.dm_exec_requests r OUTER APPLY sys.dm_exec_sql_text(r.sql_handle) t WHERE r.session_id = @@SPID;
SELECT text FROM sys.dm_exec_query_plan(0x02);
GO
--> text
--> ----
--> (0 rows affected)
--> {any}
--> {any}
--> 20|SELECT DATALE
--> (1 rows affected)
--> Msg 49900, Level 16, State 1
--> A table-valued function other than STRING_SPLIT with one character and sys.dm_exec_sql_text is not supported.
