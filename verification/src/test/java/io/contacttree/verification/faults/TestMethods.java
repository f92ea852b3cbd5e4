package io.contacttree.verification.faults;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Tells of a source of tests which methods the build runs; the compiler reads it. */
final class TestMethods {
  private static final Set<String> TESTS =
      Set.of("Test", "ParameterizedTest", "RepeatedTest", "Property", "Example");

  private TestMethods() {}

  /** Returns whether a class at the top of a source has a test of this name that always runs. */
  static boolean runs(String source, String className, String method) throws IOException {
    return className.matches("\\w+(Test|IT)")
        && classes(source)
            .filter(type -> type.getSimpleName().contentEquals(className))
            .filter(type -> !type.getModifiers().getFlags().contains(Modifier.ABSTRACT))
            .filter(type -> alwaysRuns(type.getModifiers()))
            .flatMap(type -> type.getMembers().stream())
            .filter(MethodTree.class::isInstance)
            .map(MethodTree.class::cast)
            .filter(candidate -> candidate.getName().contentEquals(method))
            .filter(candidate -> annotations(candidate.getModifiers()).anyMatch(TESTS::contains))
            .anyMatch(candidate -> alwaysRuns(candidate.getModifiers()));
  }

  private static boolean alwaysRuns(ModifiersTree modifiers) {
    return annotations(modifiers).noneMatch(name -> name.matches("(Disabled|Enabled).*|Tag|Tags"));
  }

  private static Stream<String> annotations(ModifiersTree modifiers) {
    return modifiers.getAnnotations().stream()
        .map(AnnotationTree::getAnnotationType)
        .map(type -> type.toString().replaceAll(".*\\.", ""));
  }

  private static Stream<ClassTree> classes(String source) throws IOException {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of(), null, List.of(file));
    Stream<ClassTree> classes = Stream.empty();
    for (CompilationUnitTree unit : task.parse()) {
      classes =
          Stream.concat(
              classes,
              unit.getTypeDecls().stream()
                  .filter(ClassTree.class::isInstance)
                  .map(ClassTree.class::cast));
    }
    return classes;
  }
}
