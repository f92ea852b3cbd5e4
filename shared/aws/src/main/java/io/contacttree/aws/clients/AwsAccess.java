package io.contacttree.aws.clients;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * Where clients call and as whom.
 *
 * <p>Credentials come from the container's address where the variables of AWS name one (Lambda with
 * SnapStart), else from the keys in them (Lambda without), else from the SDK's default chain.
 */
public final class AwsAccess {
  private final Region region;
  private final AwsCredentialsProvider credentials;

  private AwsAccess(Region region, AwsCredentialsProvider credentials) {
    this.region = region;
    this.credentials = credentials;
  }

  /**
   * Returns access to a Region.
   *
   * @param variables the environment, in which AWS gives credentials under names of its own
   */
  public static AwsAccess of(String region, Map<String, String> variables) {
    return new AwsAccess(Region.of(region), credentials(variables));
  }

  <B extends AwsClientBuilder<B, ?>> B in(B builder) {
    return builder.region(region).credentialsProvider(credentials);
  }

  static AwsCredentialsProvider credentials(Map<String, String> variables) {
    if (given(variables, "AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()) {
      return ContainerCredentialsProvider.builder().build();
    }
    return keys(variables)
        .<AwsCredentialsProvider>map(StaticCredentialsProvider::create)
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private static Optional<AwsCredentials> keys(Map<String, String> variables) {
    Optional<String> id = given(variables, "AWS_ACCESS_KEY_ID");
    Optional<String> secret = given(variables, "AWS_SECRET_ACCESS_KEY");
    if (id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        given(variables, "AWS_SESSION_TOKEN")
            .<AwsCredentials>map(
                token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
            .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get())));
  }

  private static Optional<String> given(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name))
        .map(String::trim)
        .filter(text -> !text.isEmpty());
  }
}
