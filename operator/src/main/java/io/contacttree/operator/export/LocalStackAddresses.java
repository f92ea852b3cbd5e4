package io.contacttree.operator.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a local stack is, as its endpoints file says.
 *
 * @param api the HTTP API
 * @param dynamodb DynamoDB
 * @param region the Region
 * @param account the account
 * @param accessKey the access key, which nobody checks
 * @param table the name of the table
 */
public record LocalStackAddresses(
    URI api, URI dynamodb, String region, String account, String accessKey, String table) {

  /**
   * Reads an endpoints file.
   *
   * @throws IOException when it is not there, or is something else
   */
  public static LocalStackAddresses read(Path file) throws IOException {
    JsonNode json = ExportJson.MAPPER.readTree(Files.readAllBytes(file));
    try {
      return new LocalStackAddresses(
          URI.create(text(json, "api")),
          URI.create(text(json, "dynamodb")),
          text(json, "region"),
          text(json, "account_id"),
          text(json, "access_key_id"),
          text(json, "table"));
    } catch (IllegalArgumentException wrong) {
      throw new IOException(wrong.getMessage(), wrong);
    }
  }

  private static String text(JsonNode json, String name) {
    return json.required(name).asText();
  }
}
