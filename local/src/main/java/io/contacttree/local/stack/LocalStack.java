package io.contacttree.local.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contacttree.domain.claim.Backoff;
import io.contacttree.local.apigateway.ApiGateway;
import io.contacttree.local.apigateway.Status;
import io.contacttree.local.apigateway.StatusApi;
import io.contacttree.local.dynamodb.DynamoDbFaults;
import io.contacttree.local.dynamodb.TableStream;
import io.contacttree.local.eventbridge.ChangePipe;
import io.contacttree.local.eventbridge.Envelope;
import io.contacttree.local.eventbridge.EventBus;
import io.contacttree.local.eventbridge.EventsServer;
import io.contacttree.local.eventbridge.PipeTransform;
import io.contacttree.local.eventbridge.QueueTarget;
import io.contacttree.local.eventsource.EventSourceMapping;
import io.contacttree.local.sqs.QueueCreation;
import io.contacttree.local.template.ApiRoute;
import io.contacttree.local.template.StackTemplate;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The whole system on one machine: real parts under the real functions.
 *
 * <p>One to a JVM at a time, because the AWS SDK takes its endpoints from system properties.
 */
public final class LocalStack {

  private final Endpoints endpoints;
  private final StackStatus stackStatus;
  private final Playback playback;

  private LocalStack(Endpoints endpoints, StackStatus stackStatus, Playback playback) {
    this.endpoints = endpoints;
    this.stackStatus = stackStatus;
    this.playback = playback;
  }

  /**
   * Starts everything. A stack with recorded events is not idle before {@link #play} has played
   * them.
   *
   * @param closeables gets everything that must be closed, whether or not the start succeeds
   * @throws io.contacttree.standin.http.PortTakenException when another process listens there
   * @throws UnusableInputException when a scenario or directory cannot be used
   */
  public static LocalStack start(
      StackOptions options, List<ObjectNode> recorded, Observer observer, Closeables closeables) {
    StackTemplate template = BundledFiles.template(options);
    List<ApiRoute> routes = BundledFiles.routes();
    int workers = options.workers().orElse(template.mapping().maximumConcurrency());
    DynamoDbFaults gate = new DynamoDbFaults();
    Engines engines = Engines.start(options, template, workers, gate, closeables);
    SdkSettings.point(options, engines);

    Functions functions = new Functions(options, template, workers, engines.queueUrls());
    DocumentCounts documents = new DocumentCounts(observer.building());
    var builders = closeables.beside(() -> functions.builders(documents));
    var readers = functions.behind(routes);

    Envelope envelope =
        new Envelope(InstantSource.system(), UUID::randomUUID, Endpoints.ACCOUNT, options.region());
    EventBus bus = new EventBus(template.rule().pattern(), target(template, engines, observer));
    EventsServer events = closeables.add(new EventsServer(options.ports().events(), bus, envelope));
    Playback playback = new Playback(recorded, bus, envelope);
    EventSourceMapping mapping = closeables.add(mapping(options, template, engines, observer));
    String changesQueueUrl = QueueCreation.create(engines.sqs(), "changes");
    TableStream stream = stream(options, template, engines, gate, closeables);
    ChangePipe pipe = closeables.add(pipe(stream, template, engines, changesQueueUrl, observer));
    List<String> deadLetters =
        template.deadLetterQueues().stream().map(id -> url(engines, id)).toList();
    StackStatus stackStatus =
        new StackStatus(
            playback,
            bus,
            engines.sqs(),
            url(engines, template.mapping().queue()),
            deadLetters,
            mapping,
            documents,
            gate,
            pipe);
    ApiGateway apiGateway =
        closeables.add(
            new ApiGateway(
                options.ports().api(),
                routes,
                readers,
                new StatusApi(stackStatus::now, gate::fail, stream::between),
                InstantSource.system(),
                Endpoints.ACCOUNT,
                "local"));
    mapping.start(Closeables.join(builders));
    Endpoints endpoints =
        new Endpoints(
            apiGateway.address().toString(),
            engines.connect(),
            events.endpoint().toString(),
            engines.table().toString(),
            engines.sqsEndpoint().toString(),
            options.region(),
            template.table().name(),
            url(engines, template.mapping().queue()),
            deadLetters.getFirst(),
            deadLetters.getLast(),
            changesQueueUrl,
            options.timing(),
            workers,
            functions.pacing(),
            Optional.empty());
    return new LocalStack(endpoints, stackStatus, playback);
  }

  /** Returns where everything is. */
  public Endpoints endpoints() {
    return endpoints;
  }

  /** Returns how the stack is doing now. */
  public Status status() {
    return stackStatus.now();
  }

  /** Plays the recorded events onto the bus; returns when the last one is there. */
  public void play() {
    playback.play();
  }

  private static TableStream stream(
      StackOptions options,
      StackTemplate template,
      Engines engines,
      DynamoDbFaults gate,
      Closeables closeables) {
    DynamoDbStreamsClient streams =
        closeables.add(SdkSettings.streams(engines.table(), options.region()));
    try (DynamoDbClient table = SdkSettings.dynamoDb(engines.table(), options.region())) {
      return closeables.add(
          TableStream.start(
              table,
              streams,
              template.table().name(),
              gate,
              options.data(),
              InstantSource.system()));
    } catch (IOException unreadable) {
      throw new UnusableInputException("--data holds no stream that can be read.", unreadable);
    }
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

  private static ChangePipe pipe(
      TableStream stream,
      StackTemplate template,
      Engines engines,
      String queueUrl,
      Observer observer) {
    return new ChangePipe(
        stream,
        new PipeTransform(template.pipe()),
        event -> engines.sqs().sendMessage(send -> send.queueUrl(queueUrl).messageBody(event)),
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
        new Backoff(
            Duration.ofSeconds(options.timing().retryFirst()),
            Duration.ofSeconds(options.timing().retryLongest())),
        observer.complaints());
  }

  private static String url(Engines engines, String logicalId) {
    return Objects.requireNonNull(engines.queueUrls().get(logicalId), logicalId);
  }
}
