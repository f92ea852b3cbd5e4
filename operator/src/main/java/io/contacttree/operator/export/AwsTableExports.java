package io.contacttree.operator.export;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportFormat;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.ExportViewType;
import software.amazon.awssdk.services.dynamodb.model.S3SseAlgorithm;
import software.amazon.awssdk.services.dynamodb.model.SSEDescription;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * ExportTableToPointInTime of a stack's table into the stack's bucket, encrypted with the table's
 * key, as the stack's own schedule does it.
 */
public final class AwsTableExports implements TableExports, AutoCloseable {
  private static final String TABLE = "TableName";
  private static final String LOCATION = "ExportLocation";
  private static final Pattern ADDRESS = Pattern.compile("s3://([^/]+)/(?:(.+)/)?AWSDynamoDB/");

  private final DynamoDbClient dynamodb;
  private final String location;
  private final String bucket;
  private final Optional<String> prefix;
  private final TableDescription table;

  private AwsTableExports(DynamoDbClient dynamodb, TableDescription table, Matcher address) {
    this.dynamodb = dynamodb;
    this.table = table;
    location = address.group();
    bucket = address.group(1);
    prefix = Optional.ofNullable(address.group(2));
  }

  /**
   * Finds table and bucket of a stack, with the credentials and the Region of the shell.
   *
   * @throws UnknownStackException when there is no such stack
   * @throws UnreachableException when that is refused, or nobody answers
   */
  public static AwsTableExports of(String stack) {
    Map<String, String> outputs = answer(() -> outputs(stack));
    Matcher address = ADDRESS.matcher(outputs.getOrDefault(LOCATION, ""));
    if (!outputs.containsKey(TABLE) || !address.matches()) {
      throw new UnknownStackException(
          "%s is no stack of Contact Tree: it has no output %s and %s."
              .formatted(stack, TABLE, LOCATION));
    }
    return answer(
        () -> {
          DynamoDbClient dynamodb =
              DynamoDbClient.builder().httpClientBuilder(AwsCrtHttpClient.builder()).build();
          return new AwsTableExports(dynamodb, described(dynamodb, outputs.get(TABLE)), address);
        });
  }

  private static TableDescription described(DynamoDbClient dynamodb, String name) {
    try {
      return dynamodb.describeTable(request -> request.tableName(name)).table();
    } catch (RuntimeException refused) {
      dynamodb.close();
      throw refused;
    }
  }

  private static Map<String, String> outputs(String stack) {
    try (CloudFormationClient stacks =
        CloudFormationClient.builder().httpClientBuilder(AwsCrtHttpClient.builder()).build()) {
      return stacks
          .describeStacks(request -> request.stackName(stack))
          .stacks()
          .getFirst()
          .outputs()
          .stream()
          .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    } catch (CloudFormationException refused) {
      if (refused.awsErrorDetails().errorMessage().contains("does not exist")) {
        throw new UnknownStackException(refused.awsErrorDetails().errorMessage());
      }
      throw refused;
    }
  }

  @Override
  public String start(Optional<ExportWindow> window) {
    ExportTableToPointInTimeRequest.Builder request =
        ExportTableToPointInTimeRequest.builder()
            .tableArn(table.tableArn())
            .s3Bucket(bucket)
            .s3Prefix(prefix.orElse(null))
            .exportFormat(ExportFormat.DYNAMODB_JSON)
            .exportType(
                window.isPresent() ? ExportType.INCREMENTAL_EXPORT : ExportType.FULL_EXPORT);
    key().ifPresent(arn -> request.s3SseAlgorithm(S3SseAlgorithm.KMS).s3SseKmsKeyId(arn));
    // An old image would carry what was erased into a new export.
    window.ifPresent(
        some ->
            request.incrementalExportSpecification(
                increment ->
                    increment
                        .exportFromTime(some.from())
                        .exportToTime(some.to())
                        .exportViewType(ExportViewType.NEW_IMAGE)));
    return answer(() -> dynamodb.exportTableToPointInTime(request.build()))
        .exportDescription()
        .exportArn();
  }

  @Override
  public Progress progress(String arn) {
    ExportDescription export =
        answer(() -> dynamodb.describeExport(request -> request.exportArn(arn)))
            .exportDescription();
    return switch (export.exportStatus()) {
      case COMPLETED -> new Completed(time(export), export.itemCount());
      case IN_PROGRESS -> new Running();
      case FAILED, UNKNOWN_TO_SDK_VERSION ->
          new Failed("%s %s".formatted(export.failureCode(), export.failureMessage()));
    };
  }

  private static Instant time(ExportDescription export) {
    return Optional.ofNullable(export.exportTime())
        .orElseGet(() -> export.incrementalExportSpecification().exportToTime());
  }

  @Override
  public String location() {
    return location;
  }

  private Optional<String> key() {
    return Optional.ofNullable(table.sseDescription()).map(SSEDescription::kmsMasterKeyArn);
  }

  /** Not all of what the HTTP client throws does the SDK wrap. */
  private static <T> T answer(Supplier<T> question) {
    try {
      return question.get();
    } catch (UnknownStackException known) {
      throw known;
    } catch (RuntimeException refused) {
      throw new UnreachableException(String.valueOf(refused.getMessage()), refused);
    }
  }

  @Override
  public void close() {
    dynamodb.close();
  }
}
