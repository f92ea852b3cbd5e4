package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.Fact;
import io.contacttree.domain.contact.Facts;
import io.contacttree.domain.contact.KnownContact;
import io.contacttree.domain.contact.Stamp;
import io.contacttree.domain.find.FindOverviews;
import io.contacttree.domain.find.ListTrees;
import io.contacttree.domain.find.PageOfTrees;
import io.contacttree.domain.find.TreeQuery;
import io.contacttree.domain.store.StoredTree;
import io.contacttree.domain.store.TreeIndex.HandledBy;
import io.contacttree.domain.store.UpstreamFailure;
import io.contacttree.domain.tree.DrawnTree;
import io.contacttree.domain.tree.KnownTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the indexes of the table cost, and what becomes of what is not as it should be. */
class DynamoDbTreeIndexTest {
  private static final Optional<HandledBy> OF_AGENT =
      Optional.of(new HandledBy(Optional.of("agent-1"), Optional.empty()));

  private final TestStore test = new TestStore();
  private final DynamoDbTreeIndex index =
      new DynamoDbTreeIndex(test.client, test.table.name(), test.clock);

  /** Ways to come upon trees. */
  enum Way {
    BY_TIME,
    BY_AGENT,
    BY_CONTACT
  }

  @Test
  void fiftyMembersOfFiftyTrees_costTwoRequests() {
    List<ContactId> members = new ArrayList<>();
    for (int number = 0; number < 50; number++) {
      test.saved(handled("root-%d @0\n└─ leg-%d @1".formatted(number, number), List.of()));
      members.add(new ContactId("leg-" + number));
    }
    test.client.forget();

    FindOverviews.Answer answer = new FindOverviews(index).find(DRAWN_INSTANCE, members);

    assertThat(answer.trees())
        .extracting(found -> found.tree().treeId().value())
        .isEqualTo(IntStream.range(0, 50).mapToObj(number -> "root-" + number).toList());
    assertThat(test.client.reads()).isEqualTo(2);
  }

  @Test
  void pageOfAnAgent_costsTwoRequests() {
    for (int number = 0; number < 5; number++) {
      String leg = "leg-" + number;
      test.saved(handled("root-%d @0\n└─ %s @1".formatted(number, leg), List.of(leg)));
    }
    test.client.forget();

    assertThat(page(OF_AGENT).entries()).hasSize(5);
    assertThat(test.client.reads()).isEqualTo(2);
  }

  @Test
  void agentsWhoHadMany_areFoundTogetherWithAQueueBeyondOnePage() {
    List<String> legs = IntStream.range(0, 60).mapToObj(number -> "leg-" + number).toList();
    StringBuilder drawing = new StringBuilder("root @0\n");
    legs.forEach(leg -> drawing.append("├─ ").append(leg).append(" @1\n"));
    StoredTree call = handled(drawing.toString(), legs);
    test.saved(
        DrawnTree.stored(
            call.known().withContacts(Map.of(id("leg-9"), had("leg-9", Fact.QUEUE_ID, "queue-1"))),
            1));
    test.client.forget();

    PageOfTrees page =
        page(Optional.of(new HandledBy(Optional.of("agent-1"), Optional.of("queue-1"))), 5);

    assertThat(page.entries())
        .extracting(entry -> entry.matched().orElseThrow().id())
        .containsExactly(id("leg-9"));
    assertThat(page.goesOnAfter()).isEmpty();
    assertThat(test.client.reads()).isLessThanOrEqualTo(4);
  }

  @Test
  void membersThatLeadToAFormerRoot_areFoundUnderTheOneItHasNow() {
    StoredTree call = test.saved(handled("b @1\n└─ leg @2", List.of("leg")));
    Map<String, AttributeValue> before = test.identity("leg");
    test.saved(
        DrawnTree.stored(call.known().merge(DrawnTree.of("a @0\n└─ b @1").known()), 2), call);
    // As if repairing it had been cut short.
    test.table.put(before);

    assertThat(page(OF_AGENT).entries())
        .extracting(entry -> entry.tree().treeId())
        .containsExactly(id("a"));
    assertThat(new FindOverviews(index).find(DRAWN_INSTANCE, List.of(id("leg"))).trees())
        .extracting(found -> found.tree().treeId())
        .containsExactly(id("a"));
  }

  @ParameterizedTest
  @EnumSource
  void aliasesInACircle_areAFaultAndNotAbsence(Way way) {
    test.saved(handled("a @0\n└─ leg @1", List.of("leg")));
    Map<String, AttributeValue> leg = new HashMap<>(test.identity("leg"));
    leg.put("tree_id", AttributeValue.fromS("leg"));
    test.table.put(leg);

    if (way == Way.BY_TIME) {
      assertThat(found(way)).isEqualTo(1);
    } else {
      assertThatThrownBy(() -> found(way)).isInstanceOf(UpstreamFailure.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void expiredTrees_areAbsent(Way way) {
    test.saved(handled("a @0\n└─ leg @1", List.of("leg")));
    assertThat(found(way)).isEqualTo(1);

    test.clock.advance(Duration.ofDays(TestStore.RETENTION_DAYS));

    assertThat(found(way)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void outages_areNoEmptyList(Way way) {
    test.client.beforeRead(
        () -> {
          throw SdkClientException.create("nobody answers");
        });

    assertThatThrownBy(() -> found(way)).isInstanceOf(UpstreamFailure.class);
  }

  @Test
  void headThatCannotBeRead_isAFaultAndNotAbsence() {
    test.saved(handled("a @0", List.of()));
    Map<String, AttributeValue> head = new HashMap<>(test.identity("a"));
    head.put("state", AttributeValue.fromS("UNHEARD_OF"));
    test.table.put(head);

    assertThatThrownBy(() -> found(Way.BY_TIME)).isInstanceOf(UpstreamFailure.class);
    assertThatThrownBy(() -> found(Way.BY_CONTACT)).isInstanceOf(UpstreamFailure.class);
  }

  /** Returns how many trees are found. */
  private int found(Way way) {
    return switch (way) {
      case BY_TIME -> page(Optional.empty()).entries().size();
      case BY_AGENT -> page(OF_AGENT).entries().size();
      case BY_CONTACT ->
          new FindOverviews(index).find(DRAWN_INSTANCE, List.of(id("leg"), id("a"))).trees().size();
    };
  }

  private PageOfTrees page(Optional<HandledBy> handledBy) {
    return page(handledBy, 25);
  }

  private PageOfTrees page(Optional<HandledBy> handledBy, int limit) {
    return new ListTrees(index)
        .page(
            new TreeQuery(
                DRAWN_INSTANCE,
                DrawnTree.START,
                DrawnTree.START.plus(Duration.ofDays(1)),
                handledBy,
                Optional.empty(),
                Optional.empty()),
            Optional.empty(),
            limit);
  }

  private static StoredTree handled(String drawing, List<String> byAgent) {
    KnownTree known = DrawnTree.of(drawing).known();
    for (String contact : byAgent) {
      known = known.withContacts(Map.of(id(contact), had(contact, Fact.AGENT_ID, "agent-1")));
    }
    return DrawnTree.stored(known, 1);
  }

  private static KnownContact had(String contact, Fact fact, String value) {
    return KnownContact.ended(
        id(contact),
        Facts.observedAt(Stamp.of(DrawnTree.READ_AT)).with(fact, Optional.of(value)).build(),
        DrawnTree.READ_AT,
        DrawnTree.READ_AT);
  }

  private static ContactId id(String name) {
    return new ContactId(name);
  }
}
