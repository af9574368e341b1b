-- When DBCC CHECKDB last found no error; master and msdb have no row in coffer.database.
CREATE TABLE coffer.good_check (
    database_id integer PRIMARY KEY,
    checked_at timestamptz NOT NULL
);
