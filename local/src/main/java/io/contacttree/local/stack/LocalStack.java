package io.contacttree.local.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.local.bus.Envelope;
import io.contacttree.local.bus.EventBus;
import io.contacttree.local.bus.EventsServer;
import io.contacttree.local.bus.QueueTarget;
import io.contacttree.local.engine.QueueCreation;
import io.contacttree.local.engine.TableGate;
import io.contacttree.local.front.Front;
import io.contacttree.local.front.LocalControl;
import io.contacttree.local.front.Status;
import io.contacttree.local.lambda.HandlerFactory;
import io.contacttree.local.queue.EventSourceMapping;
import io.contacttree.local.queue.RetryDelay;
import io.contacttree.local.template.ApiRoute;
import io.contacttree.local.template.StackTemplate;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * The whole system on one machine: real parts under the real functions.
 *
 * <p>One to a JVM at a time, because the AWS SDK takes its endpoints from system properties.
 */
public final class LocalStack {

  private final Endpoints endpoints;
  private final Overview overview;
  private final Playback playback;
  private final EventBus bus;
  private final Envelope envelope;

  private LocalStack(
      Endpoints endpoints, Overview overview, Playback playback, EventBus bus, Envelope envelope) {
    this.endpoints = endpoints;
    this.overview = overview;
    this.playback = playback;
    this.bus = bus;
    this.envelope = envelope;
  }

  /**
   * Starts everything. A stack with recorded events is not idle before {@link #play} has played
   * them.
   *
   * @param options what the user chose
   * @param handlers makes the functions
   * @param recorded events to be played
   * @param observer hears what happens
   * @param parts gets everything that must be closed, whether or not the start succeeds
   * @return the stack, answering on all ports
   * @throws io.contacttree.local.http.PortTakenException when another process listens there
   * @throws UnusableInputException when a scenario or directory cannot be used
   */
  public static LocalStack start(
      StackOptions options,
      HandlerFactory handlers,
      List<ObjectNode> recorded,
      Observer observer,
      Parts parts) {
    StackTemplate template = Shipped.template(options);
    List<ApiRoute> routes = Shipped.routes();
    int workers = options.workers().orElse(template.mapping().maximumConcurrency());
    TableGate gate = new TableGate();
    Engines engines = Engines.start(options, template, workers, gate, parts);
    SdkSettings.point(options, engines);

    Functions functions = new Functions(options, template, workers, engines.queueUrls(), handlers);
    DocumentCounts documents = new DocumentCounts(observer.building());
    var builders = parts.beside(() -> functions.builders(documents));
    var readers = functions.behind(routes);

    Envelope envelope =
        new Envelope(InstantSource.system(), UUID::randomUUID, Endpoints.ACCOUNT, options.region());
    EventBus bus = new EventBus(template.rule().pattern(), target(template, engines, observer));
    EventsServer events = parts.add(EventsServer.start(options.ports().events(), bus, envelope));
    Playback playback = new Playback(recorded);
    EventSourceMapping mapping = parts.add(mapping(options, template, engines, observer));
    List<String> deadLetters =
        template.deadLetterQueues().stream().map(id -> url(engines, id)).toList();
    Overview overview =
        new Overview(
            playback,
            bus,
            engines.sqs(),
            url(engines, template.mapping().queue()),
            deadLetters,
            mapping,
            documents,
            gate);
    Front front =
        parts.add(
            Front.start(
                options.ports().api(),
                routes,
                readers,
                new LocalControl(overview::now, gate::fail),
                InstantSource.system(),
                Endpoints.ACCOUNT,
                "local"));
    mapping.start(Parts.join(builders));
    Endpoints endpoints =
        new Endpoints(
            front.address().toString(),
            engines.connect(),
            events.endpoint().toString(),
            engines.table().toString(),
            engines.sqsEndpoint().toString(),
            options.region(),
            template.table().name(),
            url(engines, template.mapping().queue()),
            deadLetters.getFirst(),
            deadLetters.getLast(),
            options.timing(),
            workers,
            functions.pacing());
    return new LocalStack(endpoints, overview, playback, bus, envelope);
  }

  /** Returns where everything is. */
  public Endpoints endpoints() {
    return endpoints;
  }

  /** Returns how the stack is doing now. */
  public Status status() {
    return overview.now();
  }

  /** Plays the recorded events onto the bus; returns when the last one is there. */
  public void play() {
    playback.play(bus, envelope);
  }

  private static QueueTarget target(StackTemplate template, Engines engines, Observer observer) {
    String queueUrl = url(engines, template.rule().targetQueue());
    return new QueueTarget(
        engines.sqs(),
        "arn:aws:events:local:" + Endpoints.ACCOUNT + ":rule/" + template.rule().name(),
        queueUrl,
        QueueCreation.arn(engines.sqs(), queueUrl),
        url(engines, template.rule().deadLetterQueue()),
        observer.complaints());
  }

  private static EventSourceMapping mapping(
      StackOptions options, StackTemplate template, Engines engines, Observer observer) {
    String queueUrl = url(engines, template.mapping().queue());
    return new EventSourceMapping(
        template.mapping(),
        engines.sqs(),
        queueUrl,
        QueueCreation.arn(engines.sqs(), queueUrl),
        options.region(),
        new RetryDelay(options.timing().retryFirst(), options.timing().retryLongest()),
        observer.complaints());
  }

  private static String url(Engines engines, String logicalId) {
    return Objects.requireNonNull(engines.queueUrls().get(logicalId), logicalId);
  }
}
