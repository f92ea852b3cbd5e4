package io.contacttree.verification.template;

import static io.contacttree.verification.template.ShippedFiles.operations;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
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
    counted.addAll(constantsOfBuilder());
    Set<String> watched = new TreeSet<>();
    for (JsonNode metric : operations().findParents("MetricName")) {
      if (!metric.path("Namespace").asText().startsWith("AWS/")) {
        watched.add(metric.path("MetricName").asText());
      }
    }
    assertThat(watched).isNotEmpty();
    assertThat(counted).containsAll(watched);
  }

  /** Whichever class of the building function counts it. */
  private static Set<String> constantsOfBuilder() throws IOException {
    Set<String> constants = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter().importPackages("io.contacttree.functions.builder")) {
      String file = "/" + type.getName().replace('.', '/') + ".class";
      try (InputStream code = AlarmRulesTest.class.getResourceAsStream(file)) {
        constants.addAll(constantsOf(code.readAllBytes()));
      }
    }
    return constants;
  }

  private static Set<String> constantsOf(byte[] type) {
    Set<String> constants = new TreeSet<>();
    ClassFile.of()
        .parse(type)
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
