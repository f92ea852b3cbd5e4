package io.contacttree.verification.template;

import static io.contacttree.verification.template.ShippedFiles.stack;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.contacttree.local.template.FunctionDefinition;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions that Lambda can start, with the variables that they read and no others. */
final class FunctionRulesTest {

  /** Any text may stand in these, so none can be refused. */
  private static final Set<String> FREE = Set.of("STAGE");

  /** Lambda sets this one itself; the template must not. */
  private static final String REGION = "AWS_REGION";

  /** No setting has a form that takes this. */
  private static final String UNUSABLE = "/?/";

  static Stream<FunctionDefinition> functions() {
    return stack().functions().values().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void handler_isAClassThatLambdaCanStart(FunctionDefinition function) throws Exception {
    assertThat(function.handler()).endsWith("::handleRequest");
    Class<?> handler = handler(function);
    assertThat(handler)
        .satisfiesAnyOf(
            type -> assertThat(RequestHandler.class).isAssignableFrom(type),
            type -> assertThat(RequestStreamHandler.class).isAssignableFrom(type));
    assertThat(Modifier.isPublic(handler.getModifiers())).isTrue();
    assertThat(Modifier.isPublic(handler.getDeclaredConstructor().getModifiers())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void settingsOfTheTemplate_areAllThatIsNeeded(FunctionDefinition function) {
    assertThat(catchThrowable(() -> start(function, settings(function)))).isNull();
  }

  /** A variable is read where its function refuses a value that cannot be used, by its name. */
  @ParameterizedTest
  @MethodSource("functions")
  void variablesSet_areThoseThatAreRead(FunctionDefinition function) {
    Set<String> read = new TreeSet<>();
    for (String name : everyName()) {
      for (String value : Set.of(UNUSABLE, "")) {
        Map<String, String> settings = settings(function);
        settings.put(name, value);
        Throwable refusal = catchThrowable(() -> start(function, settings));
        if (refusal instanceof IllegalArgumentException && refusal.getMessage().contains(name)) {
          read.add(name);
        }
      }
    }
    Set<String> set = new TreeSet<>(settings(function).keySet());
    set.removeAll(FREE);
    set.removeIf(name -> name.startsWith("POWERTOOLS_"));
    assertThat(read).isEqualTo(set);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void variablesOfPowertools_areThoseOfTheLibrariesInUse(FunctionDefinition function)
      throws ClassNotFoundException {
    Set<String> expected = new TreeSet<>(Set.of("POWERTOOLS_SERVICE_NAME", "POWERTOOLS_LOG_LEVEL"));
    String room = handler(function).getPackageName();
    boolean publishesMetrics = room.endsWith(".builder") || room.endsWith(".reacher");
    if (publishesMetrics) {
      expected.add("POWERTOOLS_METRICS_NAMESPACE");
    }
    Set<String> set = new TreeSet<>(settings(function).keySet());
    set.removeIf(name -> !name.startsWith("POWERTOOLS_"));
    assertThat(set).isEqualTo(expected);
    // Figures are told apart by it, and by nothing else.
    assertThat(settings(function).containsKey("STAGE")).isEqualTo(publishesMetrics);
  }

  private static Set<String> everyName() {
    Set<String> names = new TreeSet<>();
    functions().forEach(function -> names.addAll(settings(function).keySet()));
    return names;
  }

  private static Map<String, String> settings(FunctionDefinition function) {
    Map<String, String> settings =
        new TreeMap<>(
            stack()
                .settings(
                    function.logicalId(),
                    Map.of(
                        "ContactTreeTable", "table",
                        "ContactQueue", "http://127.0.0.1:1/000000000000/queue",
                        "CursorSecret",
                            "arn:aws:secretsmanager:us-east-1:123456789012:secret:cursors"),
                    Map.of()));
    settings.put(REGION, "us-east-1");
    return settings;
  }

  private static Class<?> handler(FunctionDefinition function) throws ClassNotFoundException {
    return Class.forName(function.handler().replaceFirst("::.*", ""));
  }

  private static void start(FunctionDefinition function, Map<String, String> settings)
      throws Throwable {
    Constructor<?> constructor = handler(function).getConstructor(Map.class);
    try {
      constructor.newInstance(settings);
    } catch (InvocationTargetException refused) {
      throw refused.getCause();
    }
  }
}
