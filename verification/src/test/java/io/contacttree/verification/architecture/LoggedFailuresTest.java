package io.contacttree.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * In what deploys no logger gets a failure whose text may quote a value: of all that can be thrown
 * only {@code FailureWithoutText}.
 *
 * <p>Compiled code does not tell, since a logger takes any object; so the sources are asked, by the
 * types that the compiler finds for each argument.
 */
final class LoggedFailuresTest {
  private static final List<String> LOGGERS =
      List.of("org.slf4j.Logger", "java.lang.System.Logger", "org.apache.logging.log4j.Logger");
  private static final String ALLOWED = "io.contacttree.domain.store.FailureWithoutText";

  @Test
  void loggers_getNoFailureWithItsText() throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    for (Path source : mainSources()) {
      sources.add(new Source(source.toUri(), Files.readString(source)));
    }

    Calls calls = calls(sources);

    assertThat(calls.toLoggers).isGreaterThan(5);
    assertThat(calls.withText).isEmpty();
  }

  @Test
  void failureAmongOtherArguments_isFound() throws IOException {
    Calls calls =
        calls(
            List.of(
                new Source(
                    URI.create("string:///Sample.java"),
                    """
                    class Sample {
                      void log(org.slf4j.Logger log, RuntimeException failure) {
                        log.warn("bad {} {}", 1, 2, failure);
                        log.error("bad", (Object) failure.getCause());
                        log.error("bad", %s.of(failure));
                        log.info("good {}", "text");
                      }
                    }
                    """
                        .formatted(ALLOWED))));

    assertThat(calls.toLoggers).isEqualTo(4);
    assertThat(calls.withText).containsExactly("/Sample.java:3", "/Sample.java:4");
  }

  private static List<Path> mainSources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String deployed : List.of("shared", "functions")) {
      try (Stream<Path> files = Files.walk(Path.of("..", deployed).toRealPath())) {
        files
            .filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
            .forEach(sources::add);
      }
    }
    return sources;
  }

  private static Calls calls(List<JavaFileObject> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none", "-classpath", System.getProperty("java.class.path")),
                  null,
                  sources);
      Iterable<? extends CompilationUnitTree> units = task.parse();
      task.analyze();
      Calls calls = new Calls(task);
      units.forEach(unit -> calls.scan(unit, null));
      return calls;
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    private Source(URI address, String text) {
      super(address, Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private static final class Calls extends TreePathScanner<Void, Void> {
    private final JavacTask task;
    private final Trees trees;
    private final TypeMirror throwable;
    private final TypeMirror allowed;
    private final List<String> withText = new ArrayList<>();
    private int toLoggers;

    private Calls(JavacTask task) {
      this.task = task;
      this.trees = Trees.instance(task);
      this.throwable = task.getElements().getTypeElement("java.lang.Throwable").asType();
      this.allowed = task.getElements().getTypeElement(ALLOWED).asType();
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
      if (isToLogger(trees.getElement(getCurrentPath()))) {
        toLoggers++;
        if (call.getArguments().stream().anyMatch(this::mayHaveText)) {
          CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
          long at = trees.getSourcePositions().getStartPosition(unit, call);
          withText.add(
              unit.getSourceFile().toUri().getPath() + ":" + unit.getLineMap().getLineNumber(at));
        }
      }
      return super.visitMethodInvocation(call, null);
    }

    private static boolean isToLogger(Element method) {
      return Optional.ofNullable(method)
          .map(Element::getEnclosingElement)
          .filter(TypeElement.class::isInstance)
          .map(TypeElement.class::cast)
          .filter(owner -> LOGGERS.contains(owner.getQualifiedName().toString()))
          .isPresent();
    }

    private boolean mayHaveText(ExpressionTree argument) {
      TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), uncast(argument)));
      return type != null
          && type.getKind() == TypeKind.DECLARED
          && task.getTypes().isSubtype(type, throwable)
          && !task.getTypes().isSameType(type, allowed);
    }

    private static ExpressionTree uncast(ExpressionTree argument) {
      return switch (argument) {
        case TypeCastTree cast -> uncast(cast.getExpression());
        case ParenthesizedTree inner -> uncast(inner.getExpression());
        default -> argument;
      };
    }
  }
}
