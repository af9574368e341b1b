-- A database that is a server elsewhere: backed up from here, and not used. Its home holds none of its data.
CREATE TABLE coffer.attached_server (
    database_id integer PRIMARY KEY REFERENCES coffer.database ON DELETE CASCADE,
    url varchar(260) NOT NULL,
    -- By name, as SQL Server's own uses of credentials are: a credential that was made anew serves again.
    credential_name varchar(128) NOT NULL
);

CREATE OR REPLACE VIEW coffer.listed_database AS
SELECT s.name, s.database_id, i.instance_id AS home_id, i.created_at, 'ONLINE' AS state, s.recovery_model,
       i.folder || '/master' AS data_path, i.folder || '/master/pg_wal' AS log_path,
       'MULTI_USER' AS user_access, 'READ_WRITE' AS updateability, NULL::varchar AS credential_name
  FROM coffer.instance i, (VALUES ('master', 1, 'SIMPLE'), ('msdb', 4, 'SIMPLE')) s (name, database_id, recovery_model)
UNION ALL
SELECT d.name, d.database_id, d.home_id, d.created_at, d.state, d.recovery_model,
       CASE WHEN a.url IS NOT NULL THEN a.url WHEN d.data_folder LIKE '/%' THEN d.data_folder
            ELSE i.folder || '/' || d.data_folder END,
       CASE WHEN a.url IS NOT NULL THEN a.url WHEN d.log_folder LIKE '/%' THEN d.log_folder
            ELSE i.folder || '/' || d.log_folder END,
       d.user_access, d.updateability, a.credential_name
  FROM coffer.database d CROSS JOIN coffer.instance i LEFT JOIN coffer.attached_server a USING (database_id);
