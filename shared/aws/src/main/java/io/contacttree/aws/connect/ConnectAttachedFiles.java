package io.contacttree.aws.connect;

import io.contacttree.aws.clients.AwsAccess;
import io.contacttree.aws.clients.ConnectClients;
import io.contacttree.aws.connect.ConnectCall.Result;
import io.contacttree.aws.pacing.AttemptListener;
import io.contacttree.aws.pacing.PacingInterceptor;
import io.contacttree.domain.connect.AttachedFiles;
import io.contacttree.domain.connect.Deadline;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.reference.FailureReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.connect.ConnectClient;
import software.amazon.awssdk.services.connect.model.GetAttachedFileRequest;
import software.amazon.awssdk.services.connect.model.GetAttachedFileResponse;

/**
 * Asks for files by the AWS SDK, in one HTTP attempt each, which whoever calls has waited for; safe
 * for several threads.
 */
public final class ConnectAttachedFiles implements AttachedFiles {
  /** The longest that Amazon Connect takes (API Reference, GetAttachedFile: 5 to 300). */
  private static final int LINK_SECONDS = 300;

  private static final String APPROVED = "APPROVED";

  private final ConnectClient connect;
  private final InstantSource clock;

  ConnectAttachedFiles(ConnectClient connect, InstantSource clock) {
    this.connect = connect;
    this.clock = clock;
  }

  /** Creates the client. */
  public static ConnectAttachedFiles open(AwsAccess access, InstantSource clock) {
    return new ConnectAttachedFiles(
        ConnectClients.create(
            access,
            List.of(
                // Ends attempts by their deadline; the pace is that of all workers, outside.
                new PacingInterceptor(Map.of(), clock, AttemptListener.NONE),
                new RawAnswerInterceptor(AttemptListener.NONE))),
        clock);
  }

  @Override
  public Answer link(InstanceId instance, String contactArn, String fileId, Deadline deadline) {
    ConnectCall call = new ConnectCall(deadline, clock);
    Result<GetAttachedFileResponse> made =
        call.make(
            settings ->
                connect.getAttachedFile(
                    GetAttachedFileRequest.builder()
                        .instanceId(instance.value())
                        .fileId(fileId)
                        .urlExpiryInSeconds(LINK_SECONDS)
                        .associatedResourceArn(contactArn)
                        .overrideConfiguration(
                            settings.addPlugin(ConnectClients.ONE_ATTEMPT).build())
                        .build()));
    return switch (call.read(made, FileAnswer::parse)) {
      case Result.Answered(FileAnswer file) -> answer(file, call.readAt());
      case Result.Failed<FileAnswer>(FailureReason reason) -> new Answer.Failed(reason);
      case Result.OutOfTime<FileAnswer> _ -> new Answer.Failed(FailureReason.UNAVAILABLE);
    };
  }

  private static Answer answer(FileAnswer file, Instant askedAt) {
    if (file.status().isEmpty() && file.url().isEmpty()) {
      return new Answer.Failed(FailureReason.UNAVAILABLE);
    }
    String status = file.status().orElse(APPROVED);
    if (!status.equals(APPROVED) || file.url().isEmpty()) {
      return new Answer.NotApproved(status);
    }
    Instant latest = askedAt.plusSeconds(LINK_SECONDS);
    return new Answer.Link(
        file.url().get(),
        // The clock of the service may be ahead of ours; what we promise must hold by ours.
        file.expiresAt().filter(latest::isAfter).orElse(latest),
        file.name(),
        file.sizeBytes());
  }
}
