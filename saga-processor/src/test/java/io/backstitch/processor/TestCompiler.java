package io.backstitch.processor;

import static com.google.testing.compile.Compiler.compiler;
import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.jspecify.annotations.Nullable;

/** The compilers that our users have, and that must say the same and make the same. */
enum TestCompiler {
  JAVAC(javac(), "-Xmaxerrs", "10000"),

  /** Its default is the newest release that it knows, not that of the JDK it runs on. */
  ECLIPSE(compiler(new QuietEclipse()), "--release", "17");

  private final Compiler compiler;
  private final List<String> options;

  TestCompiler(Compiler compiler, String... options) {
    this.compiler = compiler;
    this.options = List.of(options);
  }

  /** Compiles with our processor. */
  Compilation compile(List<JavaFileObject> sources, String... more) {
    return compile(sources, List.of(new SagaProcessor()), more);
  }

  /** Compiles with these processors, in this order. */
  Compilation compile(
      List<JavaFileObject> sources, List<? extends Processor> processors, String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(Arrays.asList(more));
    return compiler.withOptions(all.toArray()).withProcessors(processors).compile(sources);
  }

  /** Eclipse's compiler, which would print all that it reports on the console as well. */
  private static final class QuietEclipse extends EclipseCompiler {

    @Override
    public CompilationTask getTask(
        @Nullable Writer out,
        JavaFileManager files,
        DiagnosticListener<? super JavaFileObject> listener,
        Iterable<String> options,
        Iterable<String> classes,
        Iterable<? extends JavaFileObject> sources) {
      return super.getTask(Writer.nullWriter(), files, listener, options, classes, sources);
    }
  }
}
