package io.contacttree.local.stack;

/**
 * Points the AWS SDK of this JVM to the stack, by the SDK's own system properties: the functions
 * know no other way to be local than in production.
 */
final class SdkSettings {

  private SdkSettings() {}

  /**
   * Points everything to the engines; with the real Amazon Connect, its endpoint and credentials
   * stay the caller's.
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
}
