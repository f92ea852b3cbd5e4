package io.contacttree.standin.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.contacttree.standin.association.Associations;
import io.contacttree.standin.calls.CallLog;
import io.contacttree.standin.contacts.ContactStore;
import io.contacttree.standin.files.FileLinks;
import io.contacttree.standin.http.HttpCall;
import io.contacttree.standin.http.HttpReply;
import io.contacttree.standin.http.Json;
import io.contacttree.standin.protocol.ApiRequest;
import io.contacttree.standin.protocol.ConnectApi;
import io.contacttree.standin.protocol.PageTokens;
import io.contacttree.standin.protocol.ServiceRefusal;
import io.contacttree.standin.quirk.ActiveQuirks;
import io.contacttree.standin.quirk.Quirks.ErrorRule;
import io.contacttree.standin.quota.Buckets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Amazon Connect's side of the stand-in: routes a request, tests its quota, then answers it under
 * the quirks in force.
 */
public final class ConnectService {
  private final ContactStore book;
  private final ActiveQuirks quirks;
  private final Buckets buckets;
  private final CallLog calls;
  private final InstantSource clock;
  private final Consumer<Duration> pause;
  private final Associations associations = new Associations();
  private final Map<ConnectApi, Operation> operations = new EnumMap<>(ConnectApi.class);

  /**
   * The service.
   *
   * @param pause waits before an answer when the quirks ask for latency
   * @param endpoint where the service is reached, asked for only while it answers
   */
  public ConnectService(
      ContactStore book,
      ActiveQuirks quirks,
      Buckets buckets,
      CallLog calls,
      FileLinks links,
      InstantSource clock,
      Consumer<Duration> pause,
      Supplier<String> endpoint) {
    this.book = book;
    this.quirks = quirks;
    this.buckets = buckets;
    this.calls = calls;
    this.clock = clock;
    this.pause = pause;
    PageTokens tokens = new PageTokens();
    operations.put(ConnectApi.LIST_ASSOCIATED_CONTACTS, new ListAssociatedContacts(tokens));
    operations.put(ConnectApi.LIST_CONTACT_REFERENCES, new ListContactReferences());
    operations.put(ConnectApi.DESCRIBE_CONTACT, new DescribeContact());
    operations.put(ConnectApi.SEARCH_CONTACTS, new SearchContacts(tokens));
    operations.put(ConnectApi.GET_ATTACHED_FILE, new GetAttachedFile(links, endpoint));
  }

  /** Answers one request. */
  public HttpReply answer(HttpCall call, String body) {
    return ApiRequest.of(call, body)
        .map(this::answer)
        .orElseGet(() -> refusal(ServiceRefusal.unknownOperation(call.method(), call.rawPath())));
  }

  private HttpReply answer(ApiRequest request) {
    Operation operation = operations.get(request.api());
    if (operation == null) {
      throw new IllegalStateException("no operation for " + request.api());
    }
    CallLog.Facts facts = operation.facts(request);
    CallLog.Call logged = calls.arrived(request.api(), facts);
    HttpReply reply = reply(operation, request, facts);
    calls.answered(logged, reply.status());
    return reply;
  }

  private HttpReply reply(Operation operation, ApiRequest request, CallLog.Facts facts) {
    if (!buckets.take(request.api())) {
      return refusal(ServiceRefusal.throttled());
    }
    pause.accept(quirks.current().latency().of(request.api()));
    Optional<ErrorRule> error = quirks.takeError(request.api(), facts.contactId(), facts.page());
    if (error.isPresent()) {
      return error.get().status() == 0
          ? HttpReply.CONNECTION_RESET
          : refusal(
              new ServiceRefusal(
                  error.get().status(),
                  error.get().type(),
                  "The stand-in was told to answer this error."));
    }
    try {
      return withRequestId(HttpReply.json(200, book.exclusively(() -> answer(operation, request))));
    } catch (ServiceRefusal refusal) {
      return refusal(refusal);
    }
  }

  private JsonNode answer(Operation operation, ApiRequest request) {
    return operation.answer(
        request, new ServiceView(book, associations, quirks.current(), clock.instant()));
  }

  private static HttpReply refusal(ServiceRefusal refusal) {
    return withRequestId(
            HttpReply.json(refusal.status(), Json.object().put("Message", refusal.text())))
        .with("x-amzn-ErrorType", refusal.type());
  }

  private static HttpReply withRequestId(HttpReply reply) {
    return reply.with("x-amzn-RequestId", UUID.randomUUID().toString());
  }
}
