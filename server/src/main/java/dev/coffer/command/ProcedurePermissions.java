package dev.coffer.command;

import dev.coffer.errors.SqlError;
import dev.coffer.security.ServerPermissions.Deed;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Who may call which system procedure: the one table of it. One that is not in it is sysadmin's alone. Immutable and
 * thread-safe.
 */
public final class ProcedurePermissions {

    private final Map<String, ProcedureRule> procedures = new HashMap<>();

    /** Asks for what a call needs. */
    private interface ProcedureRule {
        void check(Caller caller, Arguments arguments) throws SqlError;
    }

    public ProcedurePermissions() {
        everybodysProcedures();
        administrators();
    }

    private void everybodysProcedures() {
        for (String name : ("sp_executesql sp_prepare sp_execute sp_prepexec sp_unprepare sp_reset_connection"
                        + " sp_cursoropen sp_cursorprepare sp_cursorexecute sp_cursorprepexec sp_cursorunprepare"
                        + " sp_cursorfetch sp_cursoroption sp_cursorclose sp_cursor"
                        + " sp_tables sp_columns sp_columns_100 sp_pkeys sp_fkeys sp_statistics sp_statistics_100"
                        + " sp_special_columns sp_special_columns_100 sp_datatype_info sp_datatype_info_100"
                        + " sp_databases sp_server_info sp_stored_procedures sp_sproc_columns sp_sproc_columns_100"
                        + " sp_table_privileges sp_column_privileges sp_helpdb sp_help xp_msver sp_msdbuserpriv"
                        + " sp_who sp_who2 sp_helpdevice sp_helpfile sp_spaceused sp_msforeachdb xp_fixeddrives")
                .split(" ")) {
            procedure(name, (caller, arguments) -> {});
        }
    }

    private void administrators() {
        procedure("sp_configure", (caller, arguments) -> {
            if (arguments.value("@configvalue") != null) {
                caller.require(Deed.ADMINISTER);
            }
        });
        for (String name : List.of("sp_addumpdevice", "sp_dropdevice", "sp_detach_db", "sp_cycle_errorlog")) {
            procedure(name, (caller, arguments) -> caller.require(Deed.ADMINISTER));
        }
        for (String name : List.of("sp_delete_backuphistory", "sp_delete_database_backuphistory")) {
            procedure(name, (caller, arguments) -> caller.require(Deed.USE_OBJECT, "EXECUTE", name, "msdb", "dbo"));
        }
        for (String name : ("sp_readerrorlog xp_readerrorlog xp_fileexist xp_dirtree xp_create_subdir xp_delete_file"
                        + " xp_instance_regread xp_regread sp_test_backup_destination")
                .split(" ")) {
            procedure(
                    name,
                    (caller, arguments) ->
                            caller.require(Deed.USE_OBJECT, "EXECUTE", name, "mssqlsystemresource", "sys"));
        }
    }

    private void procedure(String name, ProcedureRule rule) {
        if (procedures.put(name, rule) != null) {
            throw new IllegalStateException("Two rules for " + name);
        }
    }

    /** Whether it says who may call a procedure. */
    public boolean decides(String procedure) {
        return procedures.containsKey(procedure.toLowerCase(Locale.ROOT));
    }

    /** The procedure, which asks first. */
    Procedure guarded(Procedure procedure) {
        ProcedureRule undecided = (caller, arguments) -> caller.require(Deed.ADMINISTER);
        return new Guarded(procedure, procedures.getOrDefault(procedure.name().toLowerCase(Locale.ROOT), undecided));
    }

    private record Guarded(Procedure procedure, ProcedureRule rule) implements Procedure {
        @Override
        public String name() {
            return procedure.name();
        }

        @Override
        public List<Formal> parameters() {
            return procedure.parameters();
        }

        @Override
        public boolean takesMore() {
            return procedure.takesMore();
        }

        @Override
        public int run(Caller caller, Arguments arguments) throws SqlError {
            rule.check(caller, arguments);
            return procedure.run(caller, arguments);
        }
    }
}
