package dev.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coffer.result.SqlMessage;
import dev.coffer.work.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the server, and what the client keeps to itself. */
class ScriptRunnerTest {

    private final List<String> batches = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Interrupts interrupts = Interrupts.none();

    /** Fails batches that hold the word "bad" and is interrupted in those that hold "slow". */
    private ScriptRunner runner(ScriptRunner.OnError onError, boolean typed) {
        BatchTarget target = (batch, sink, cancellation) -> {
            batches.add(batch);
            if (batch.contains("bad")) {
                sink.message(new SqlMessage(208, 16, 1, 1, "Invalid object name 'bad'."));
            }
            if (batch.contains("slow")) {
                interrupts.interrupt();
                assertThat(cancellation.isCancelled()).isTrue();
            }
        };
        return new ScriptRunner(
                target,
                new ScriptVariables(Map.of("one", "1"), name -> name.equals("HOME_OF") ? "env" : null),
                new Printing(Outlets.to(output()), () -> "SRV", PrintFormat.standard(), Printing.Progress.LINES),
                interrupts,
                new ScriptRunner.Settings(onError, ScriptRunner.LEAST_ERROR, typed, false));
    }

    private PrintStream output() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private ScriptRunner.Ending run(String script) throws Exception {
        return runner(ScriptRunner.OnError.IGNORE, false).run(ScriptSource.text("script", script));
    }

    @TestFactory
    Stream<DynamicTest> batchesEndAtGoAloneOnItsLine() {
        return Stream.of(
                        split("select 1\nGO\nselect 2", "select 1\n", "select 2\n"),
                        split("a\ngo\nb\n  Go  \nc\nGO -- done\nd\ngO;\n", "a\n", "b\n", "c\n", "d\n"),
                        split("a\nGO 3", "a\n", "a\n", "a\n"),
                        split("GO\n\n   \nGO\na", "a\n"),
                        split("a go\nGOING\ngo_on", "a go\nGOING\ngo_on\n"),
                        split("print '\nGO\n'", "print '\nGO\n'\n"),
                        split("print 'it''s\nGO\n'\nGO\nb", "print 'it''s\nGO\n'\n", "b\n"),
                        split("select \"\nGO\n\"", "select \"\nGO\n\"\n"),
                        split("select [a]]\nGO\n]", "select [a]]\nGO\n]\n"),
                        split("/* GO\nGO\n/*\nGO */\nGO\n*/ a\nGO\nb", "/* GO\nGO\n/*\nGO */\nGO\n*/ a\n", "b\n"),
                        split("-- it's\nGO\nb", "-- it's\n", "b\n"),
                        split("select '--'\nGO\nb", "select '--'\n", "b\n"),
                        split("select '/*'\nGO\nb", "select '/*'\n", "b\n"),
                        split("a\nquit\nb"),
                        split("a\nGO\nEXIT\nb", "a\n"),
                        split("a\n:exit()\nb", "a\n"),
                        split("exit_code\nquitting", "exit_code\nquitting\n"),
                        split("a\n:reset\nb", "b\n"))
                .map(one -> DynamicTest.dynamicTest(one.script.replace("\n", "|"), () -> {
                    batches.clear();
                    run(one.script);
                    assertThat(batches).containsExactlyElementsOf(one.expected);
                }));
    }

    private record Split(String script, List<String> expected) {}

    private static Split split(String script, String... expected) {
        return new Split(script, List.of(expected));
    }

    @Test
    void variablesStandForTheirValuesEverywhereButInComments() throws Exception {
        run(":setvar Two \"t w\"\"o\"\nselect '$(ONE)', [$(two)] -- $(none)\n/* $(none) */ $(HOME_OF) $(no name)\n");
        assertThat(batches).containsExactly("select '1', [t w\"o] -- $(none)\n/* $(none) */ env $(no name)\n");
    }

    @Test
    void aVariableNobodySetEndsTheScriptBeforeItsBatchRuns() throws Exception {
        assertThat(run("a\nGO\nb $(none)\nGO\n")).isEqualTo(ScriptRunner.Ending.FAILED);
        assertThat(batches).containsExactly("a\n");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines(
                        "Sqlcmd: Error: Line 3 of script: 'none' scripting variable not defined.\n");
    }

    @Test
    void aVariableThatWasTakenBackIsNotSet() throws Exception {
        assertThat(run(":setvar x 1\n:setvar x\n$(x)\n")).isEqualTo(ScriptRunner.Ending.FAILED);
        assertThat(batches).isEmpty();
    }

    @Test
    void anUnknownClientCommandIsAnErrorAndNeverSent() throws Exception {
        assertThat(run(":connect elsewhere\na")).isEqualTo(ScriptRunner.Ending.FAILED);
        assertThat(batches).isEmpty();
    }

    @Test
    void errorsAreIgnoredUnlessTheScriptSaysOtherwise() throws Exception {
        assertThat(run("bad\nGO\nb\nGO\n:on error exit\nbad\nGO\nc")).isEqualTo(ScriptRunner.Ending.FAILED);
        assertThat(batches).containsExactly("bad\n", "b\n", "bad\n");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("Msg 208, Level 16, State 1, Server SRV, Line 1" + System.lineSeparator());
    }

    @Test
    void theSwitchEndsAtTheFirstError() throws Exception {
        ScriptRunner runner = runner(ScriptRunner.OnError.EXIT, false);
        assertThat(runner.run(ScriptSource.text("s", "bad\nGO 5\nb"))).isEqualTo(ScriptRunner.Ending.FAILED);
        assertThat(batches).containsExactly("bad\n");
    }

    @Test
    void whatFollowsACancelledStatementIsNotRun() throws Exception {
        assertThat(run("slow\nGO 2\ndrop\nGO\n")).isEqualTo(ScriptRunner.Ending.CANCELLED);
        assertThat(batches).containsExactly("slow\n");
    }

    @Test
    void somebodyWhoTypesGoesOnAfterCancelling() throws Exception {
        ScriptRunner runner = runner(ScriptRunner.OnError.IGNORE, true);
        InputStream typed = new ByteArrayInputStream("slow\nGO\nnext\nGO\nquit\n".getBytes(StandardCharsets.UTF_8));
        assertThat(runner.run(ScriptSource.typed(typed, output()))).isEqualTo(ScriptRunner.Ending.QUIT);
        assertThat(batches).containsExactly("slow\n", "next\n");
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("1> 2> 1> 2> 1> ");
    }

    @Test
    void aSecondInterruptEndsTheProgramAndOneWithNothingRunningIsForWhoeverReads() {
        List<String> heard = new ArrayList<>();
        Interrupts keys = new Interrupts(() -> heard.add("idle"), () -> heard.add("stop"));
        keys.interrupt();
        Cancellation running = new Cancellation();
        keys.begin(running);
        keys.interrupt();
        assertThat(running.isCancelled()).isTrue();
        keys.interrupt();
        assertThat(heard).containsExactly("idle", "stop");
    }

    @Test
    void includedFilesStandWhereTheyAreNamed(@TempDir Path folder) throws Exception {
        Path inner = Files.writeString(folder.resolve("in ner.sql"), "b\nGO\nc '\n", StandardCharsets.UTF_8);
        run("a\n:r \"" + inner + "\"\nGO'\nGO\n");
        assertThat(batches).containsExactly("a\nb\n", "c '\nGO'\n");
    }

    @Test
    void aFileThatIncludesItselfEnds(@TempDir Path folder) throws Exception {
        Path self = folder.resolve("self.sql");
        Files.writeString(self, ":r " + self + "\n");
        assertThat(run(":r " + self)).isEqualTo(ScriptRunner.Ending.FAILED);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("more than 32 deep");
    }

    @Test
    void scriptsAreReadInTheEncodingThatTheirMarkNames() throws Exception {
        String text = "select N'Größe €'";
        for (String encoding : List.of("UTF-16LE", "UTF-16BE", "UTF-8")) {
            batches.clear();
            byte[] marked = ("\uFEFF" + text).getBytes(encoding);
            runner(ScriptRunner.OnError.IGNORE, false)
                    .run(ScriptSource.stream(encoding, new ByteArrayInputStream(marked)));
            assertThat(batches).as(encoding).containsExactly(text + "\n");
        }
        batches.clear();
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        runner(ScriptRunner.OnError.IGNORE, false).run(ScriptSource.stream("plain", new ByteArrayInputStream(plain)));
        assertThat(batches).containsExactly(text + "\n");
    }
}
