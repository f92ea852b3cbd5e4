package io.contacttree.functions.reacher;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.claim.FakeQueue;
import io.contacttree.domain.connect.AttachedFiles;
import io.contacttree.domain.connect.SharedPace;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.find.FindContactTree;
import io.contacttree.domain.reach.LinkToFile;
import io.contacttree.domain.reach.RefreshLimits;
import io.contacttree.domain.reach.RefreshTree;
import io.contacttree.domain.reference.KnownReferences;
import io.contacttree.domain.reference.Reference;
import io.contacttree.domain.reference.ReferenceTypes;
import io.contacttree.domain.reference.ReferenceValues;
import io.contacttree.domain.store.InMemoryRefreshLedger;
import io.contacttree.domain.store.InMemoryTreeStore;
import io.contacttree.domain.store.MovingClock;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import io.contacttree.lambda.TestContext;
import io.contacttree.lambda.contract.DescribedAnswers;
import io.contacttree.lambda.http.TokenScope;
import io.contacttree.lambda.metrics.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The function over fakes, with every answer held against the contract of the API. */
final class TestReacher {
  static final String LINK = "/instances/{instanceId}/contacts/{contactId}/files/{fileId}/link";
  static final String REFRESH = "/instances/{instanceId}/contacts/{contactId}/refresh";
  static final AttachedFiles.Answer.Link FILE =
      new AttachedFiles.Answer.Link(
          "https://files.example.com/a.pdf?X-Amz-Signature=0f",
          DrawnTree.WRITTEN_AT.plusSeconds(300),
          Optional.of("a.pdf"),
          Optional.of(48_213L));

  private static final DescribedAnswers DESCRIBED = DescribedAnswers.ofRepository();

  final MovingClock clock = new MovingClock(DrawnTree.WRITTEN_AT);
  final InMemoryTreeStore store = new InMemoryTreeStore();
  final FakeQueue queue = new FakeQueue(clock);
  final List<Map<String, Long>> published = new ArrayList<>();
  AttachedFiles.Answer told = FILE;
  SharedPace.Turn turn = new SharedPace.Turn.Taken();
  long waiting;
  TokenScope scope = TokenScope.SIGNED;
  Optional<InstanceId> ours = Optional.empty();

  /** Two trees, of which one has a file, and an erased contact. */
  TestReacher() {
    KnownTree known = DrawnTree.of("a\n└─ b").known();
    KnownReferences read =
        KnownReferences.read(
            DrawnTree.READ_AT.plusSeconds(1),
            ReferenceTypes.DOCUMENTED.of("VOICE"),
            List.of(
                new Reference(
                    "ATTACHMENT",
                    Optional.of("f1"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("APPROVED"),
                    Optional.empty())));
    store.save(
        DrawnTree.stored(
            known.withContacts(
                Map.of(
                    DrawnTree.id("a"),
                    known.contact(DrawnTree.id("a")).orElseThrow().withReferences(read))),
            1),
        List.of());
    store.save(DrawnTree.of("x").stored(1), List.of());
    store.bury(DRAWN_INSTANCE, DrawnTree.id("x"));
  }

  private final InMemoryRefreshLedger ledger = new InMemoryRefreshLedger(clock);

  APIGatewayProxyResponseEvent link(String contact, String file) {
    return ask(
        "GET",
        LINK,
        Map.of("instanceId", DRAWN_INSTANCE.value(), "contactId", contact, "fileId", file));
  }

  APIGatewayProxyResponseEvent refresh(String contact) {
    return ask("POST", REFRESH, Map.of("instanceId", DRAWN_INSTANCE.value(), "contactId", contact));
  }

  APIGatewayProxyResponseEvent ask(String method, String resource, Map<String, String> path) {
    return ask(
        new APIGatewayProxyRequestEvent()
            .withHttpMethod(method)
            .withResource(resource)
            .withPathParameters(new TreeMap<>(path)));
  }

  APIGatewayProxyResponseEvent ask(APIGatewayProxyRequestEvent request) {
    APIGatewayProxyResponseEvent answer =
        handler().handleRequest(request, new TestContext(Duration.ofSeconds(20)));
    assertThat(
            DESCRIBED.faults(
                String.valueOf(request.getHttpMethod()),
                String.valueOf(request.getResource()),
                answer.getStatusCode(),
                answer.getHeaders(),
                answer.getBody()))
        .as("%s %s", answer.getStatusCode(), answer.getBody())
        .isEmpty();
    return answer;
  }

  ReachContactHandler handler() {
    SharedPace pace =
        new SharedPace() {
          @Override
          public Turn take(Duration longestWait) {
            return turn;
          }

          @Override
          public void slowDown() {}
        };
    return new ReachContactHandler(
        new ReacherWiring(
            new LinkToFile(
                new FindContactTree(store),
                (instance, arn, file, deadline) -> told,
                pace,
                ReferenceValues.KEEP_ALL,
                clock),
            new RefreshTree(
                store, ledger, () -> waiting, queue, new RefreshLimits(60, 10, 50), clock),
            ours,
            scope,
            new ReachMetrics(new Metrics((counts, _) -> published.add(counts)))));
  }
}
