package io.contacttree.functions.server;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.find.FindOverviews;
import io.contacttree.domain.find.ListTrees;
import io.contacttree.domain.find.PageOfTrees;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.tree.TreeOverview;
import io.contacttree.functions.server.request.CursorSeal;
import io.contacttree.functions.server.request.ListRequest;
import io.contacttree.functions.server.request.PageRequests;
import io.contacttree.functions.server.request.PageRequests.PageRequest;
import io.contacttree.functions.server.response.ListResponses;
import io.contacttree.functions.server.response.ProblemResponses;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Answers requests for lists of trees. */
final class TreeLists {
  private static final TreeIndex NOTHING = new EmptyIndex();

  private final TreeIndex index;
  private final PageRequests requests;

  TreeLists(TreeIndex index, CursorSeal seal, InstantSource clock) {
    this.index = Objects.requireNonNull(index);
    this.requests = new PageRequests(seal, clock);
  }

  /**
   * Returns the answer to a request.
   *
   * @param mayRead whether the caller may read the instance; to others it is as if it had no trees
   */
  APIGatewayProxyResponseEvent answer(ListRequest request, boolean mayRead) {
    return answer(request, mayRead ? index : NOTHING);
  }

  private APIGatewayProxyResponseEvent answer(ListRequest request, TreeIndex readable) {
    return switch (request) {
      case ListRequest.Page page ->
          switch (requests.of(page)) {
            case PageRequest.Valid valid -> {
              PageOfTrees found =
                  new ListTrees(readable).page(valid.query(), valid.after(), valid.limit());
              yield ListResponses.page(
                  found, found.goesOnAfter().map(end -> requests.cursor(valid, end)));
            }
            case PageRequest.Invalid invalid -> ProblemResponses.wrong(invalid.errors());
            case PageRequest.BadCursor _ -> ProblemResponses.badCursor();
          };
      case ListRequest.Contacts contacts ->
          ListResponses.contacts(
              new FindOverviews(readable).find(contacts.instance(), contacts.contacts()));
      case ListRequest.MethodNotAllowed _ -> ProblemResponses.otherMethod();
      case ListRequest.Invalid invalid -> ProblemResponses.wrong(invalid.errors());
    };
  }

  private static final class EmptyIndex implements TreeIndex {
    @Override
    public Slice<TreeOverview> trees(InstanceId instance, Stretch stretch, int most) {
      return new Slice<>(List.of(), Optional.empty());
    }

    @Override
    public Slice<ContactEntry> contacts(
        InstanceId instance, HandledBy handledBy, Stretch stretch, int most) {
      return new Slice<>(List.of(), Optional.empty());
    }

    @Override
    public Map<ContactId, Identity> identities(InstanceId instance, Set<ContactId> contacts) {
      return Map.of();
    }
  }
}
