package io.contacttree.local.stack;

import io.contacttree.local.template.ApiContract;
import io.contacttree.local.template.ApiRoute;
import io.contacttree.local.template.StackTemplate;
import io.contacttree.local.template.TemplateReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The template and the contract that travel with the stack. */
final class BundledFiles {

  private BundledFiles() {}

  static StackTemplate template(StackOptions options) {
    try (Reader text = resource("/template.yaml")) {
      return TemplateReader.read(
          text,
          Map.of(
              // Scenarios may be of any instance.
              "ConnectInstanceId", "*",
              "AWS::Region", options.region(),
              "AWS::AccountId", Endpoints.ACCOUNT,
              "AWS::Partition", "aws",
              "AWS::StackName", "local"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<ApiRoute> routes() {
    try (Reader text = resource("/api/openapi.yaml")) {
      return ApiContract.read(text);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Reader resource(String name) {
    InputStream stream = BundledFiles.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IllegalStateException("The jar lacks " + name + "; build it again.");
    }
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }
}
