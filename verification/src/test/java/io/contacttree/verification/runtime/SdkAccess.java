package io.contacttree.verification.runtime;

import io.contacttree.verification.stack.StackProcess;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** How the AWS SDK finds a running stack. */
record SdkAccess(StackProcess stack) {

  /** Returns the variables that send the AWS SDK here, and the credentials that it asks for. */
  Map<String, String> variables() {
    return Map.of(
        "AWS_REGION", endpoint("region"),
        "AWS_DEFAULT_REGION", endpoint("region"),
        "AWS_ACCESS_KEY_ID", endpoint("access_key_id"),
        "AWS_SECRET_ACCESS_KEY", endpoint("secret_access_key"),
        "AWS_SESSION_TOKEN", "local",
        "AWS_ENDPOINT_URL_CONNECT", endpoint("connect"),
        "AWS_ENDPOINT_URL_DYNAMODB", endpoint("dynamodb"),
        "AWS_ENDPOINT_URL_SQS", endpoint("sqs"));
  }

  DynamoDbClient table() {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create(endpoint("dynamodb")))
        .region(Region.of(endpoint("region")))
        .credentialsProvider(credentials())
        .build();
  }

  SqsClient queues() {
    return SqsClient.builder()
        .endpointOverride(URI.create(endpoint("sqs")))
        .region(Region.of(endpoint("region")))
        .credentialsProvider(credentials())
        .build();
  }

  private StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(endpoint("access_key_id"), endpoint("secret_access_key")));
  }

  private String endpoint(String name) {
    return stack.endpoint(name).asText();
  }
}
