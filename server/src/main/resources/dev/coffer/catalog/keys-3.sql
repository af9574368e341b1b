-- A database that was restored under another name has the same master key: each has a copy of its own.
ALTER TABLE coffer.master_key_copy DROP CONSTRAINT master_key_copy_pkey;
ALTER TABLE coffer.master_key_copy ADD UNIQUE NULLS NOT DISTINCT (master_key_guid, database_id);
