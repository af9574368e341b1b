package dev.coffer.house;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The project's own files, Java as the compiler parses it. */
final class Sources {

    private Sources() {}

    /** The folder that holds {@code format} and {@code server}. */
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("format")) ? here : here.getParent();
    }

    static List<Path> shipped() {
        return java("src/main/java");
    }

    static List<Path> all() {
        return Stream.concat(shipped().stream(), java("src/test/java").stream()).toList();
    }

    private static List<Path> java(String folder) {
        return Stream.of("format", "server")
                .map(module -> root().resolve(module).resolve(folder))
                .flatMap(Sources::walk)
                .filter(file -> file.toString().endsWith(".java"))
                .sorted()
                .toList();
    }

    static Stream<Path> walk(Path folder) {
        if (!Files.exists(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String name(Path file) {
        return root().relativize(file).toString();
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses the files; nothing is resolved, so a parse error is the only failure. */
    static Parsed parse(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> objects = manager.getJavaFileObjectsFromPaths(files);
            JavacTask task = (JavacTask) compiler.getTask(null, manager, null, null, null, objects);
            List<CompilationUnitTree> units = StreamSupport.stream(task.parse().spliterator(), false)
                    .map(unit -> (CompilationUnitTree) unit)
                    .toList();
            return new Parsed(units, Trees.instance(task).getSourcePositions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Trees and where they stand. */
    record Parsed(List<CompilationUnitTree> units, SourcePositions positions) {}
}
