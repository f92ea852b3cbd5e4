package io.contacttree.local.stack;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The stack's own clients of its engines. */
final class StackClients {

  // Every worker holds one connection in a long poll; the bus and the status need some beside.
  private static final int CONNECTIONS = 50;

  private StackClients() {}

  static SqsClient sqs(URI endpoint, String region, int workers) {
    return SqsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(credentials())
        .httpClientBuilder(AwsCrtHttpClient.builder().maxConcurrency(CONNECTIONS + workers))
        .build();
  }

  static DynamoDbClient dynamoDb(URI endpoint, String region) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(credentials())
        .httpClientBuilder(AwsCrtHttpClient.builder())
        .build();
  }

  private static StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(Endpoints.CREDENTIAL, Endpoints.CREDENTIAL));
  }
}
