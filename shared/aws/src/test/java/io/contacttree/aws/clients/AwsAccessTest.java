package io.contacttree.aws.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

final class AwsAccessTest {

  @Test
  void addressOfTheContainer_comesFirst() {
    assertThat(
            of(
                Map.of(
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:1/credentials",
                    "AWS_ACCESS_KEY_ID", "key",
                    "AWS_SECRET_ACCESS_KEY", "secret")))
        .isInstanceOf(ContainerCredentialsProvider.class);
  }

  @Test
  void keysWithASession_areTaken() {
    assertThat(
            of(Map.of(
                    "AWS_ACCESS_KEY_ID", "key",
                    "AWS_SECRET_ACCESS_KEY", "secret",
                    "AWS_SESSION_TOKEN", "session"))
                .resolveCredentials())
        .isEqualTo(AwsSessionCredentials.create("key", "secret", "session"));
  }

  @Test
  void keysAlone_areTaken() {
    assertThat(
            of(Map.of("AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", "secret"))
                .resolveCredentials())
        .isEqualTo(AwsBasicCredentials.create("key", "secret"));
  }

  @Test
  void halfAKey_leavesItToTheSdk() {
    assertThat(of(Map.of("AWS_ACCESS_KEY_ID", "key")))
        .isInstanceOf(DefaultCredentialsProvider.class);
  }

  private static software.amazon.awssdk.auth.credentials.AwsCredentialsProvider of(
      Map<String, String> variables) {
    return AwsAccess.credentials(variables);
  }
}
