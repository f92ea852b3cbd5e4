package io.contacttree.operator.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One export as ExportTableToPointInTime lays it out: {@code AWSDynamoDB/<export id>/} with its
 * manifests; the data beside them, of an incremental export in the folder that all of them share.
 *
 * <p>Source: Amazon DynamoDB Developer Guide, "DynamoDB table export output format". The summary is
 * written last: an export without one is not finished.
 */
public final class ExportFolder implements AutoCloseable {
  private static final String ROOT = "AWSDynamoDB";
  private static final JsonMapper JSON = ExportJson.MAPPER;
  private static final RandomGenerator RANDOM = new SecureRandom();
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final String id;
  private final Path folder;
  private final String tableArn;
  private final Optional<ExportWindow> window;
  private final Instant time;
  private final Instant began;
  private final DataFiles data;

  private ExportFolder(
      Path out, String tableArn, Optional<ExportWindow> window, Instant time, Instant began)
      throws IOException {
    this.tableArn = tableArn;
    this.window = window;
    this.time = time;
    this.began = began;
    id = "%014d-%08x".formatted(began.toEpochMilli(), RANDOM.nextInt());
    Path root = out.resolve(ROOT);
    folder = root.resolve(id);
    Files.createDirectories(folder);
    Files.createFile(folder.resolve("_started"));
    String dataFolder = window.isPresent() ? "data" : id + "/data";
    data = new DataFiles(root.resolve(dataFolder), ROOT + "/" + dataFolder + "/");
  }

  /** Begins an export of the whole table as it was at a time. */
  public static ExportFolder full(Path out, String tableArn, Instant time) throws IOException {
    return new ExportFolder(out, tableArn, Optional.empty(), time, time);
  }

  /** Begins an export of what changed in a window. */
  public static ExportFolder incremental(
      Path out, String tableArn, ExportWindow window, Instant now) throws IOException {
    return new ExportFolder(out, tableArn, Optional.of(window), window.to(), now);
  }

  /** Adds a line. */
  public void add(JsonNode line) throws IOException {
    data.add(JSON.writeValueAsBytes(line));
  }

  /** Adds a line that is JSON already. */
  public void add(String line) throws IOException {
    data.add(line.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the manifests and returns what was exported. */
  public FinishedExport finish(Instant now) throws IOException {
    data.close();
    StringBuilder files = new StringBuilder();
    for (DataFiles.Written file : data.written()) {
      files
          .append(
              JSON.writeValueAsString(
                  JSON.createObjectNode()
                      .put("itemCount", file.items())
                      .put("md5Checksum", file.md5())
                      .put("etag", file.etag())
                      .put("dataFileS3Key", file.key())))
          .append('\n');
    }
    write("manifest-files", files.toString());
    write("manifest-summary", JSON.writeValueAsString(summary(now)));
    return new FinishedExport(id, window.map(ExportWindow::from), time, data.items(), folder);
  }

  private ObjectNode summary(Instant now) {
    ObjectNode summary = JSON.createObjectNode();
    summary.put("version", window.isPresent() ? "2023-08-01" : "2020-06-30");
    summary.put("exportArn", tableArn + "/export/" + id);
    summary.put("startTime", text(began));
    summary.put("endTime", text(now));
    summary.put("tableArn", tableArn);
    summary.put("tableId", "00000000-0000-0000-0000-000000000000");
    window.ifPresentOrElse(
        between ->
            summary
                .put("exportFromTime", text(between.from()))
                .put("exportToTime", text(between.to())),
        () -> summary.put("exportTime", text(time)));
    summary.put("s3Bucket", "local");
    summary.putNull("s3Prefix");
    summary.put("s3SseAlgorithm", "AES256");
    summary.putNull("s3SseKmsKeyId");
    summary.put("manifestFilesS3Key", ROOT + "/" + id + "/manifest-files.json");
    summary.put("billedSizeBytes", data.bytes());
    summary.put("itemCount", data.items());
    summary.put("outputFormat", "DYNAMODB_JSON");
    summary.put("exportType", window.isPresent() ? "INCREMENTAL_EXPORT" : "FULL_EXPORT");
    window.ifPresent(between -> summary.put("outputView", "NEW_IMAGE"));
    return summary;
  }

  private void write(String name, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve(name + ".md5"),
        Base64.getEncoder().encodeToString(DataFiles.md5().digest(bytes)));
    Files.write(folder.resolve(name + ".json"), bytes);
  }

  private static String text(Instant time) {
    return FORMAT.format(time);
  }

  /** Closes the file under way; without {@link #finish} the export stays unfinished. */
  @Override
  public void close() throws IOException {
    data.close();
  }
}
