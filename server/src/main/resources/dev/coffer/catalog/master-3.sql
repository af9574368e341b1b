-- What ALTER DATABASE sets.
ALTER TABLE coffer.database
    ADD COLUMN user_access text NOT NULL DEFAULT 'MULTI_USER'
        CHECK (user_access IN ('MULTI_USER', 'SINGLE_USER', 'RESTRICTED_USER')),
    ADD COLUMN updateability text NOT NULL DEFAULT 'READ_WRITE' CHECK (updateability IN ('READ_WRITE', 'READ_ONLY')),
    DROP CONSTRAINT database_state_check,
    ADD CONSTRAINT database_state_check CHECK (state IN ('ONLINE', 'RESTORING', 'OFFLINE'));

CREATE OR REPLACE VIEW coffer.listed_database AS
SELECT s.name, s.database_id, i.instance_id AS home_id, i.created_at, 'ONLINE' AS state, s.recovery_model,
       i.folder || '/master' AS data_path, i.folder || '/master/pg_wal' AS log_path,
       'MULTI_USER' AS user_access, 'READ_WRITE' AS updateability
  FROM coffer.instance i, (VALUES ('master', 1, 'SIMPLE'), ('msdb', 4, 'SIMPLE')) s (name, database_id, recovery_model)
UNION ALL
SELECT d.name, d.database_id, d.home_id, d.created_at, d.state, d.recovery_model,
       CASE WHEN d.data_folder LIKE '/%' THEN d.data_folder ELSE i.folder || '/' || d.data_folder END,
       CASE WHEN d.log_folder LIKE '/%' THEN d.log_folder ELSE i.folder || '/' || d.log_folder END,
       d.user_access, d.updateability
  FROM coffer.database d, coffer.instance i;
