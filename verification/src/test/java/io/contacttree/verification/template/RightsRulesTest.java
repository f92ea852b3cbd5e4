package io.contacttree.verification.template;

import static io.contacttree.verification.template.ShippedFiles.properties;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The rights that the template gives are those that the code uses: none is missing, none spare. */
final class RightsRulesTest {

  /** Names are enough here; the classes of the SDK that stand behind them are many. */
  private static final JavaClasses ADAPTERS =
      ArchConfiguration.withThreadLocalScope(
          configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.contacttree.aws", "io.contacttree.functions");
          });

  private static final String BUILDER = "io.contacttree.functions.builder";
  private static final String ERASER = "io.contacttree.functions.eraser";
  private static final String REACHER = "io.contacttree.functions.reacher";

  @Test
  void buildingFunction_mayCallOfAmazonConnectWhatItCalls() {
    assertThat(granted("BuildContactTreeRole", "connect"))
        .isEqualTo(called(ConnectClient.class, BUILDER));
  }

  /** A transaction has no right of its own: it needs those of its parts and of its conditions. */
  @Test
  void buildingFunction_mayDoWithTheTableWhatItDoes() {
    Set<String> used = called(DynamoDbClient.class, BUILDER);
    assertThat(used.remove("TransactWriteItems")).isTrue();
    used.add("ConditionCheckItem");
    assertThat(granted("BuildContactTreeRole", "dynamodb")).isEqualTo(used);
  }

  /** Lambda receives and deletes messages in the function's name. */
  @Test
  void buildingFunction_mayDoWithTheQueueWhatItAndLambdaDo() {
    Set<String> used = new TreeSet<>();
    called(SqsClient.class, BUILDER).forEach(action -> used.add(action.replaceFirst("Batch$", "")));
    used.addAll(Set.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes"));
    assertThat(granted("BuildContactTreeRole", "sqs")).isEqualTo(used);
  }

  @Test
  void reachingFunction_mayDoWhatItDoes() {
    assertThat(granted("ReachContactRole", "connect"))
        .isEqualTo(called(ConnectClient.class, REACHER));
    assertThat(granted("ReachContactRole", "sqs")).isEqualTo(called(SqsClient.class, REACHER));
    Set<String> used = called(DynamoDbClient.class, REACHER);
    // It has no conditions beside its writes.
    assertThat(used.remove("TransactWriteItems")).isTrue();
    assertThat(granted("ReachContactRole", "dynamodb")).isEqualTo(used);
  }

  @Test
  void erasingFunction_mayDoWhatItDoes() {
    assertThat(granted("EraseContactRole", "sqs")).isEqualTo(called(SqsClient.class, ERASER));
    Set<String> used = called(DynamoDbClient.class, ERASER);
    assertThat(used.remove("TransactWriteItems")).isTrue();
    used.add("ConditionCheckItem");
    assertThat(granted("EraseContactRole", "dynamodb")).isEqualTo(used);
  }

  /** Whatever it writes lies under keys of its own. */
  @Test
  void reachingFunction_mayWriteNoTree() {
    for (JsonNode policy : properties("ReachContactRole").path("Policies")) {
      for (JsonNode statement : policy.path("PolicyDocument").path("Statement")) {
        if (statement.path("Action").toString().contains("dynamodb:PutItem")) {
          assertThat(statement.path("Condition").toString())
              .isEqualTo(
                  "{\"ForAllValues:StringLike\":{\"dynamodb:LeadingKeys\":[\"refresh#*\"]}}");
        }
      }
    }
  }

  /**
   * Returns the operations of a client that a function calls, by whatever adapters it is made of,
   * as rights are named.
   */
  private static Set<String> called(Class<?> client, String function) {
    Set<JavaClass> reached = new HashSet<>();
    Deque<JavaClass> open = new ArrayDeque<>();
    ADAPTERS.stream().filter(type -> type.getPackageName().startsWith(function)).forEach(open::add);
    while (!open.isEmpty()) {
      JavaClass next = open.pop();
      if (ADAPTERS.contain(next.getName()) && reached.add(next)) {
        next.getDirectDependenciesFromSelf()
            .forEach(dependency -> open.push(dependency.getTargetClass().getBaseComponentType()));
      }
    }
    Set<String> operations = new TreeSet<>();
    reached.stream()
        .flatMap(type -> type.getMethodCallsFromSelf().stream())
        .filter(call -> call.getTargetOwner().isEquivalentTo(client))
        .map(JavaMethodCall::getName)
        .filter(name -> !Set.of("builder", "close", "create").contains(name))
        .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
        .forEach(operations::add);
    assertThat(operations).as(client.getSimpleName()).isNotEmpty();
    return operations;
  }

  private static Set<String> granted(String role, String service) {
    Set<String> actions = new TreeSet<>();
    for (JsonNode policy : properties(role).path("Policies")) {
      for (JsonNode statement : policy.path("PolicyDocument").path("Statement")) {
        JsonNode action = statement.path("Action");
        for (JsonNode one : action.isArray() ? action : Set.of(action)) {
          String[] parts = one.asText().split(":", 2);
          if (parts[0].equals(service)) {
            actions.add(parts[1]);
          }
        }
      }
    }
    return actions;
  }
}
