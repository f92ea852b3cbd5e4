package io.contacttree.standin;

import io.contacttree.standin.calls.CallLog;
import io.contacttree.standin.contacts.ContactScenario;
import io.contacttree.standin.contacts.ContactStore;
import io.contacttree.standin.contacts.ScenarioReader;
import io.contacttree.standin.control.ControlApi;
import io.contacttree.standin.files.FileLinks;
import io.contacttree.standin.http.HttpCall;
import io.contacttree.standin.http.HttpReply;
import io.contacttree.standin.http.LoopbackServer;
import io.contacttree.standin.operation.ConnectService;
import io.contacttree.standin.quirk.ActiveQuirks;
import io.contacttree.standin.quota.Buckets;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Stands in for Amazon Connect on 127.0.0.1: its REST protocol for ListAssociatedContacts,
 * ListContactReferences, DescribeContact, SearchContacts and GetAttachedFile, its quotas, and on
 * demand its quirks. Its contacts come from scenarios.
 */
public final class ConnectStandIn implements AutoCloseable {
  private static final int LARGEST_BODY = 64 * 1024 * 1024;

  private final InstantSource clock;
  private final ContactStore book = new ContactStore();
  private final ActiveQuirks quirks = new ActiveQuirks();
  private final CallLog calls;
  private final ScenarioReader scenarios;
  private final ConnectService service;
  private final ControlApi desk;
  private final LoopbackServer server;

  private ConnectStandIn(StandInOptions options) {
    this.clock = options.clock();
    this.scenarios = new ScenarioReader(options.region(), options.accountId());
    this.calls = new CallLog(clock);
    Buckets buckets = new Buckets(options.quotas(), clock);
    FileLinks links = new FileLinks();
    this.service =
        new ConnectService(
            book, quirks, buckets, calls, links, clock, options.pause(), this::endpoint);
    this.desk = new ControlApi(book, scenarios, quirks, buckets, calls, links, clock);
    this.server =
        LoopbackServer.start(
            "Amazon Connect", options.port(), this::answer, ConnectStandIn::failed);
  }

  /**
   * Starts a stand-in without contacts.
   *
   * @throws io.contacttree.standin.http.PortTakenException if another process has the port
   */
  public static ConnectStandIn start(StandInOptions options) {
    return new ConnectStandIn(options);
  }

  /** Returns the port it listens on. */
  public int port() {
    return server.address().getPort();
  }

  /** Returns the address for an SDK's endpoint setting, without a slash at its end. */
  public String endpoint() {
    return server.address().toString();
  }

  /**
   * Takes in scenarios as a POST of them would: one, an array, or one after another.
   *
   * @return what was taken in, or why nothing was
   */
  public ContactScenario.Reading load(String json) {
    ContactScenario.Reading reading = scenarios.read(json, clock.instant());
    if (reading instanceof ContactScenario.Reading.Taken taken) {
      book.upsert(taken.contactScenario());
    }
    return reading;
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    server.close();
  }

  private HttpReply answer(HttpCall call) {
    Optional<String> body =
        call.body(LARGEST_BODY).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    if (body.isEmpty()) {
      return HttpReply.text(413, "The body is larger than 64 MiB; send it in parts.\n");
    }
    return call.rawPath().startsWith(ControlApi.PATH)
        ? desk.answer(call, body.get())
        : service.answer(call, body.get());
  }

  private static HttpReply failed(int status) {
    return HttpReply.text(
        status,
        status == 400 ? "This is no HTTP request.\n" : "The stand-in failed; its log says why.\n");
  }
}
