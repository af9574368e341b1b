-- The last of the files: what is in the schema sys is ours.
DO $install$
BEGIN
    -- What a restored database brought along besides goes: an overload could stand in for one of ours. Everything of ours
    -- was written by this very transaction.
    DECLARE
        stranger regprocedure;
    BEGIN
        FOR stranger IN SELECT p.oid FROM pg_catalog.pg_proc p
                WHERE p.pronamespace = 'sys'::regnamespace AND p.xmin <> pg_current_xact_id()::xid LOOP
            EXECUTE format('DROP ROUTINE %s', stranger);
        END LOOP;
        FOR stranger IN SELECT p.oid FROM pg_catalog.pg_proc p WHERE p.pronamespace = 'sys'::regnamespace
                AND p.proowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user) LOOP
            EXECUTE format('ALTER ROUTINE %s OWNER TO CURRENT_USER', stranger);
        END LOOP;
    END;
END
$install$;
