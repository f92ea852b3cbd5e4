package io.contacttree.verification.template;

import static io.contacttree.verification.template.ShippedFiles.operations;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.domain.claim.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Alarms on metrics of our own, which are told apart by their names alone. */
final class AlarmRulesTest {

  /** Figures that nobody counts would leave their alarm silent for ever. */
  @Test
  void ownMetrics_areCountedByTheFunction() throws IOException {
    Set<String> counted = new TreeSet<>(Set.of("returned_fault"));
    for (Outcome.Returned.Reason reason : Outcome.Returned.Reason.values()) {
      counted.add("returned_" + reason.name().toLowerCase(Locale.ROOT));
    }
    counted.addAll(constantsOf("io/contacttree/functions/builder/ConnectMetrics"));
    Set<String> watched = new TreeSet<>();
    for (JsonNode metric : operations().findParents("MetricName")) {
      if (!metric.path("Namespace").asText().startsWith("AWS/")) {
        watched.add(metric.path("MetricName").asText());
      }
    }
    assertThat(watched).isNotEmpty();
    assertThat(counted).containsAll(watched);
  }

  private static Set<String> constantsOf(String type) throws IOException {
    try (InputStream file = AlarmRulesTest.class.getResourceAsStream("/" + type + ".class")) {
      Set<String> constants = new TreeSet<>();
      ClassFile.of()
          .parse(file.readAllBytes())
          .constantPool()
          .forEach(
              entry -> {
                if (entry instanceof StringEntry text) {
                  constants.add(text.stringValue());
                }
              });
      return constants;
    }
  }
}
