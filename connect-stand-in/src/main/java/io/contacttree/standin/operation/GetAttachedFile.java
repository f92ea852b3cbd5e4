package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.standin.calls.CallLog;
import io.contacttree.standin.contacts.InstanceContacts;
import io.contacttree.standin.contacts.ReferenceType;
import io.contacttree.standin.contacts.StoredContact;
import io.contacttree.standin.contacts.StoredReference;
import io.contacttree.standin.files.FileLinks;
import io.contacttree.standin.files.FileLinks.FileName;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.ApiRequest;
import io.contacttree.standin.protocol.ServiceRefusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One file of a contact, with a short-lived link to it if it may be downloaded. */
record GetAttachedFile(FileLinks links, Supplier<String> endpoint) implements Operation {

  private static final int SHORTEST_SECONDS = 5;
  private static final int LONGEST_SECONDS = 300;
  private static final String CONTACT = "/contact/";
  private static final String APPROVED = "APPROVED";

  @Override
  public CallLog.Facts facts(ApiRequest request) {
    return new CallLog.Facts(
        Optional.of(request.path().get(0)),
        request
            .query()
            .first("associatedResourceArn")
            .map(
                arn ->
                    arn.substring(
                        arn.indexOf(CONTACT) < 0 ? 0 : arn.indexOf(CONTACT) + CONTACT.length())),
        Optional.of(1),
        List.of(),
        request.userAgent());
  }

  @Override
  public JsonNode answer(ApiRequest request, ServiceView view) {
    try {
      return checked(request, view);
    } catch (ServiceRefusal refusal) {
      // This operation alone calls a wrong parameter an invalid request.
      throw refusal.status() == 400 ? ServiceRefusal.invalidRequest(refusal.text()) : refusal;
    }
  }

  private ObjectNode checked(ApiRequest request, ServiceView view) {
    String instanceId = Parameters.instanceId(request.path().get(0));
    String fileId = Parameters.fileId(request.path().get(1));
    String arn =
        Parameters.required(
            "AssociatedResourceArn", request.query().first("associatedResourceArn"));
    int seconds =
        request
            .query()
            .first("urlExpiryInSeconds")
            .map(
                given ->
                    Parameters.number(
                        "UrlExpiryInSeconds", given, SHORTEST_SECONDS, LONGEST_SECONDS))
            .orElse(LONGEST_SECONDS);
    InstanceContacts contacts = view.instance(instanceId);
    StoredContact contact =
        contacts
            .findByArn(arn)
            .filter(view::answers)
            .orElseThrow(() -> ServiceRefusal.notFound("There is no resource " + arn + " here."));
    StoredReference file =
        contact.references().stream()
            .filter(reference -> reference.isFile(fileId))
            .filter(
                reference ->
                    reference.shows(
                        view.now(), contact.settledAt(), view.quirks().lateReferences()))
            .findFirst()
            .orElseThrow(
                () -> ServiceRefusal.notFound("There is no file " + fileId + " of " + arn + "."));
    return file(file, new FileName(instanceId, contact.id(), fileId), contact, seconds, view);
  }

  private ObjectNode file(
      StoredReference file, FileName name, StoredContact contact, int seconds, ServiceView view) {
    ObjectNode answer = Json.object();
    answer.put(
        "FileArn",
        file.text("Arn")
            .orElseGet(
                () -> contact.arn().replaceFirst("/contact/.*$", "") + "/file/" + name.fileId()));
    answer.put("FileId", name.fileId());
    contact
        .endedAt()
        .or(contact::initiatedAt)
        .ifPresent(time -> answer.put("CreationTime", time.toString()));
    Optional<String> status = status(file, contact, view);
    status.ifPresent(value -> answer.put("FileStatus", value));
    answer.put("FileName", file.text("Name").orElse(name.fileId()));
    answer.put("FileSizeInBytes", name.text().getBytes(StandardCharsets.UTF_8).length);
    answer.put("AssociatedResourceArn", contact.arn());
    answer.put("FileUseCaseType", ReferenceType.upperSnake(file.kind()));
    if (status.filter(APPROVED::equals).isPresent()) {
      answer
          .putObject("DownloadUrlMetadata")
          .put("Url", endpoint.get() + links.sign(name, view.now(), Duration.ofSeconds(seconds)))
          .put(
              "UrlExpiry",
              view.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS).toString());
    }
    return answer;
  }

  /** A reference that is AVAILABLE is an APPROVED file; the body of an e-mail always is one. */
  private static Optional<String> status(
      StoredReference file, StoredContact contact, ServiceView view) {
    Optional<String> status = file.status(view.now(), contact.settledAt());
    if (status.isEmpty() && !file.hasStatusKind()) {
      return Optional.of(APPROVED);
    }
    return status.map(value -> value.equals("AVAILABLE") ? APPROVED : value);
  }
}
