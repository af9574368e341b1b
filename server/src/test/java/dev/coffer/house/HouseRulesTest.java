package dev.coffer.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.coffer.errors.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** Sizes, names and habits, as CONTRIBUTING lists them. The lists of exemptions may only shrink. */
class HouseRulesTest {

    private static final int MAX_FILE_LINES = 400;
    private static final int MAX_METHOD_LINES = 60;
    private static final int MAX_LINE_LENGTH = 120;

    /** The catalogue of messages is one table, read by its numbers, a line for each: cut in two it would read worse. */
    private static final Set<String> LONG_FILES = Set.of("server/src/main/java/dev/coffer/errors/Message.java");

    private static final Pattern BANNED_NAME =
            Pattern.compile("(Abstract|Base)\\p{Lu}.*|.+(Manager|Helper|Utils?|Impl|Abstract|Base|Data|Info)");

    /** The message numbers that no other number of the code is likely to be. */
    private static final Set<Integer> MESSAGE_NUMBERS = Arrays.stream(Message.values())
            .map(Message::number)
            .filter(number -> number > 2000)
            .collect(Collectors.toSet());

    private static final Sources.Parsed SHIPPED = Sources.parse(Sources.shipped());

    @Test
    void filesAreShort() {
        assertThat(offences(Sources.all(), file -> Sources.lines(file).size() > MAX_FILE_LINES, LONG_FILES))
                .as("files over %d lines", MAX_FILE_LINES)
                .isEmpty();
    }

    @Test
    void linesAreShort() {
        List<String> tooLong = new ArrayList<>();
        for (Path file : Sources.all()) {
            List<String> lines = Sources.lines(file);
            IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).codePointCount(0, lines.get(i).length()) > MAX_LINE_LENGTH)
                    .filter(i ->
                            !lines.get(i).startsWith("import ") && !lines.get(i).contains("http"))
                    .forEach(i -> tooLong.add(Sources.name(file) + ":" + (i + 1)));
        }
        assertThat(tooLong).as("lines over %d characters", MAX_LINE_LENGTH).isEmpty();
    }

    @Test
    void methodsAreShort() {
        Sources.Parsed parsed = Sources.parse(Sources.all());
        List<String> tooLong = new ArrayList<>();
        for (CompilationUnitTree unit : parsed.units()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void nothing) {
                    if (method.getBody() != null) {
                        long first = line(parsed.positions().getStartPosition(unit, method));
                        long last = line(parsed.positions().getEndPosition(unit, method));
                        if (last - first + 1 > MAX_METHOD_LINES) {
                            tooLong.add(at(unit, first) + " " + method.getName() + ": " + (last - first + 1));
                        }
                    }
                    return super.visitMethod(method, null);
                }

                private long line(long position) {
                    return unit.getLineMap().getLineNumber(position);
                }
            }.scan(unit, null);
        }
        assertThat(tooLong).as("methods over %d lines", MAX_METHOD_LINES).isEmpty();
    }

    @Test
    void classesAreNamedForWhatTheyAre() {
        assertThat(classes(type -> BANNED_NAME.matcher(type.getSimpleName()).matches()))
                .as("pattern words in place of domain words")
                .isEmpty();
    }

    @Test
    void classesAreFinalUnlessMeantForMore() {
        assertThat(classes(type -> type.getKind() == Tree.Kind.CLASS
                        && !type.getSimpleName().toString().isEmpty()
                        && !has(type, Modifier.FINAL)
                        && !has(type, Modifier.SEALED)
                        && !has(type, Modifier.ABSTRACT)
                        && !isException(type)))
                .as("classes that are open by accident")
                .isEmpty();
    }

    private static boolean isException(ClassTree type) {
        Tree parent = type.getExtendsClause();
        return parent != null;
    }

    private static boolean has(ClassTree type, Modifier modifier) {
        return type.getModifiers().getFlags().contains(modifier);
    }

    @Test
    void nothingStaticChanges() {
        List<String> mutable = new ArrayList<>();
        scan((unit, tree) -> {
            if (tree instanceof VariableTree field
                    && field.getModifiers().getFlags().contains(Modifier.STATIC)
                    && !field.getModifiers().getFlags().contains(Modifier.FINAL)) {
                mutable.add(at(unit, tree) + " " + field.getName());
            }
        });
        assertThat(mutable).as("static state").isEmpty();
    }

    @Test
    void messageNumbersStandInTheCatalogueAlone() {
        List<String> elsewhere = new ArrayList<>();
        scan((unit, tree) -> {
            if (tree instanceof LiteralTree literal
                    && literal.getValue() instanceof Integer number
                    && MESSAGE_NUMBERS.contains(number)
                    && !unit.getSourceFile().getName().endsWith("errors/Message.java")) {
                elsewhere.add(at(unit, tree) + " " + number);
            }
        });
        assertThat(elsewhere).as("numbers of messages outside errors.Message").isEmpty();
    }

    @Test
    void nothingIsLeftToDoWithoutAnIssue() {
        Pattern open = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b(?!\\(#\\d+\\))");
        List<String> left = new ArrayList<>();
        for (Path file : Sources.all()) {
            List<String> lines = Sources.lines(file);
            IntStream.range(0, lines.size())
                    .filter(i -> open.matcher(lines.get(i)).find())
                    .forEach(i -> left.add(Sources.name(file) + ":" + (i + 1)));
        }
        assertThat(left).isEmpty();
    }

    @Test
    void shippedCodeDoesWithoutReflection() {
        assertThat(offences(
                        Sources.shipped(),
                        file -> Sources.lines(file).stream()
                                .anyMatch(line -> line.startsWith("import java.lang.reflect.")
                                        || line.contains("Class.forName(")
                                        || line.contains("setAccessible(")),
                        Set.of()))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Set<Path> packages = Sources.shipped().stream().map(Path::getParent).collect(Collectors.toSet());
        List<String> silent = packages.stream()
                .filter(folder -> !isDescribed(folder.resolve("package-info.java")))
                .map(Sources::name)
                .sorted()
                .toList();
        assertThat(silent)
                .as("packages without package-info, Javadoc or @NullMarked")
                .isEmpty();
    }

    private static boolean isDescribed(Path description) {
        if (!Files.exists(description)) {
            return false;
        }
        List<String> lines = Sources.lines(description);
        return lines.get(0).startsWith("/**") && lines.contains("@NullMarked");
    }

    private static List<String> offences(List<Path> files, Predicate<Path> offends, Set<String> exempt) {
        List<String> found =
                files.stream().filter(offends).map(Sources::name).sorted().toList();
        assertThat(found).as("exemptions that are no longer needed").containsAll(exempt);
        return found.stream().filter(name -> !exempt.contains(name)).toList();
    }

    private static List<String> classes(Predicate<ClassTree> offends) {
        List<String> found = new ArrayList<>();
        scan((unit, tree) -> {
            if (tree instanceof ClassTree type && offends.test(type)) {
                found.add(at(unit, tree) + " " + type.getSimpleName());
            }
        });
        return found;
    }

    private interface Visitor {
        void visit(CompilationUnitTree unit, Tree tree);
    }

    private static void scan(Visitor visitor) {
        for (CompilationUnitTree unit : SHIPPED.units()) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void scan(Tree tree, Void nothing) {
                    if (tree != null) {
                        visitor.visit(unit, tree);
                    }
                    return super.scan(tree, null);
                }
            }.scan(unit, null);
        }
    }

    private static String at(CompilationUnitTree unit, Tree tree) {
        return at(unit, unit.getLineMap().getLineNumber(SHIPPED.positions().getStartPosition(unit, tree)));
    }

    private static String at(CompilationUnitTree unit, long line) {
        return Sources.name(Path.of(unit.getSourceFile().getName())) + ":" + line;
    }
}
