package io.contacttree.local.stack;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Points the AWS SDK to the stack: that of this JVM's functions, and the stack's own clients. */
final class SdkSettings {

  // Every worker holds one connection in a long poll; the bus and the status need some beside.
  private static final int CONNECTIONS = 50;

  private SdkSettings() {}

  /**
   * Points the functions to the engines, by the SDK's own system properties: they know no other way
   * to be local than in production. With the real Amazon Connect, its endpoint and credentials stay
   * the caller's.
   */
  static void point(StackOptions options, Engines engines) {
    // Whatever the caller's environment says, nothing may reach the real service by accident.
    System.setProperty("aws.ignoreConfiguredEndpointUrls", "false");
    System.setProperty("aws.endpointUrlDynamoDb", engines.table().toString());
    System.setProperty("aws.endpointUrlSqs", engines.sqsEndpoint().toString());
    System.setProperty("aws.region", options.region());
    switch (options.connect()) {
      case StackOptions.Connect.StandIn standIn -> {
        System.setProperty("aws.endpointUrlConnect", engines.connect());
        System.setProperty("aws.accessKeyId", Endpoints.CREDENTIAL);
        System.setProperty("aws.secretAccessKey", Endpoints.CREDENTIAL);
        System.clearProperty("aws.sessionToken");
      }
      case StackOptions.Connect.Aws real -> System.clearProperty("aws.endpointUrlConnect");
    }
  }

  static SqsClient sqs(URI endpoint, String region, int workers) {
    return client(SqsClient.builder(), endpoint, region, CONNECTIONS + workers);
  }

  static DynamoDbClient dynamoDb(URI endpoint, String region) {
    return client(DynamoDbClient.builder(), endpoint, region, 1);
  }

  static DynamoDbStreamsClient streams(URI endpoint, String region) {
    return client(DynamoDbStreamsClient.builder(), endpoint, region, 1);
  }

  private static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C client(
      B builder, URI endpoint, String region, int connections) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.of(region))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(Endpoints.CREDENTIAL, Endpoints.CREDENTIAL)))
        .httpClientBuilder(AwsCrtHttpClient.builder().maxConcurrency(connections))
        .build();
  }
}
