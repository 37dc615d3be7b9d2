package io.backstitch.processor;

import static com.google.testing.compile.Compiler.compiler;

import com.google.testing.compile.Compilation;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.annotation.processing.Processor;
import javax.tools.DiagnosticListener;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.jspecify.annotations.Nullable;

/** The compilers that our users have, and that must say the same and make the same. */
enum TestCompiler {
  JAVAC(ToolProvider.getSystemJavaCompiler(), "-Xmaxerrs", "10000", "-Xmaxwarns", "10000"),

  /** It warns of any code in {@code @SuppressWarnings} that is not its own. */
  ECLIPSE(new QuietEclipse(), "-warn:-warningToken");

  private final JavaCompiler tool;
  private final List<String> options;

  TestCompiler(JavaCompiler tool, String... options) {
    this.tool = tool;
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
    if (!all.contains("--release")) {
      all.addAll(List.of("--release", "17"));
    }
    return compiler(tool).withOptions(all.toArray()).withProcessors(processors).compile(sources);
  }

  /**
   * Eclipse's compiler, which would print all that it says as well, and end the JVM after a run.
   */
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
