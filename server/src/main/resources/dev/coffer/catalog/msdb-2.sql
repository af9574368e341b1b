-- msdb: marked transactions, and pages that were found damaged.
CREATE TABLE coffer.log_mark (
    database_name varchar(128) NOT NULL,
    mark_name varchar(128) NOT NULL,
    description varchar(255),
    user_name varchar(128) NOT NULL,
    lsn numeric(25,0) NOT NULL,
    marked_at timestamptz NOT NULL,
    PRIMARY KEY (database_name, lsn)
);
CREATE INDEX ON coffer.log_mark (database_name, mark_name, marked_at);

-- As in SQL Server, 1,000 rows at most; the oldest go.
CREATE TABLE coffer.suspect_page (
    database_id integer NOT NULL,
    file_id integer NOT NULL,
    page_id bigint NOT NULL,
    event_type integer NOT NULL,
    error_count integer NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (database_id, file_id, page_id)
);
