-- Databases that are read while their restore goes on.
ALTER TABLE coffer.database
    DROP CONSTRAINT database_state_check,
    ADD CONSTRAINT database_state_check CHECK (state IN ('ONLINE', 'RESTORING', 'STANDBY', 'OFFLINE'));
-- The file that WITH STANDBY named, while the database is STANDBY.
ALTER TABLE coffer.restore_sequence ADD COLUMN undo_file text;

CREATE OR REPLACE VIEW coffer.listed_database AS
SELECT s.name, s.database_id, i.instance_id AS home_id, i.created_at, 'ONLINE' AS state, s.recovery_model,
       i.folder || '/master' AS data_path, i.folder || '/master/pg_wal' AS log_path,
       'MULTI_USER' AS user_access, 'READ_WRITE' AS updateability, NULL::varchar AS credential_name,
       s.name::varchar AS data_name, (s.name || '_log')::varchar AS log_name, false AS in_standby
  FROM coffer.instance i, (VALUES ('master', 1, 'SIMPLE'), ('msdb', 4, 'SIMPLE')) s (name, database_id, recovery_model)
UNION ALL
SELECT d.name, d.database_id, d.home_id, d.created_at,
       CASE d.state WHEN 'STANDBY' THEN 'ONLINE' ELSE d.state END, d.recovery_model,
       CASE WHEN a.url IS NOT NULL THEN a.url WHEN d.data_folder LIKE '/%' THEN d.data_folder
            ELSE i.folder || '/' || d.data_folder END,
       CASE WHEN a.url IS NOT NULL THEN a.url WHEN d.log_folder LIKE '/%' THEN d.log_folder
            ELSE i.folder || '/' || d.log_folder END,
       d.user_access, CASE d.state WHEN 'STANDBY' THEN 'READ_ONLY' ELSE d.updateability END, a.credential_name,
       d.data_name, d.log_name, d.state = 'STANDBY'
  FROM coffer.database d CROSS JOIN coffer.instance i LEFT JOIN coffer.attached_server a USING (database_id);
