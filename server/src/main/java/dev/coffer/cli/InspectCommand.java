package dev.coffer.cli;

import dev.coffer.media.BackupSet;
import dev.coffer.media.DamagedMedia;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coffer inspect}: what a backup says about itself, without any key. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        versionProvider = CofferVersion.class,
        description = {
            "Shows the header of every backup set in a file: what, when, where from, who can open it, who signed it.",
            "Needs no key. It believes what it reads unless a check fails; 'coffer verify' reads every byte.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 shown; 1 a file cannot be read; 2 a wrong command line; 5 damaged or cut;",
            "            6 not a backup of Coffer."
        })
final class InspectCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = FilePlaces.DESCRIPTION)
    private List<String> files = List.of();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Mixin
    private final FilePlaces places;

    private final Terminal terminal;

    InspectCommand(Terminal terminal, RemoteOpener remotes) {
        this.terminal = terminal;
        this.places = new FilePlaces(terminal, remotes);
    }

    @Override
    public Integer call() {
        int code = ExitCodes.OK;
        JsonText document = new JsonText().array();
        for (String file : files) {
            code = Math.max(code, inspect(file, document));
        }
        if (json) {
            terminal.out().print(document.end());
        }
        terminal.out().flush();
        return code;
    }

    private int inspect(String file, JsonText document) {
        return BackupFile.read(file, places, terminal.err(), backup -> {
            SetReport report = new SetReport(backup.media().label());
            if (json) {
                report.json(file, backup.media(), document);
            } else {
                report.print(file, backup.media(), terminal.out());
            }
            return damage(file, backup);
        });
    }

    private int damage(String file, BackupFile backup) {
        int code = backup.reportDamage(file, terminal.err());
        for (BackupSet set : backup.media().sets()) {
            try {
                set.checkSignature();
            } catch (DamagedMedia e) {
                terminal.err().println(file + ": set " + set.core().position() + ": " + e.getMessage());
                code = ExitCodes.DAMAGED;
            }
        }
        return code;
    }
}
