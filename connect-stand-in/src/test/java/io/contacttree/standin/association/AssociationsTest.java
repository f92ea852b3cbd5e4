package io.contacttree.standin.association;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.standin.contacts.ContactScenario;
import io.contacttree.standin.contacts.ContactStore;
import io.contacttree.standin.contacts.InstanceContacts;
import io.contacttree.standin.contacts.ScenarioReader;
import io.contacttree.standin.contacts.StoredContact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class AssociationsTest {
  private static final int IDS = 12;
  private static final int SECONDS = 6;

  @Property
  void component_isWhatLinksReachOneByOne(
      @ForAll("contacts") List<Given> given, @ForAll("moments") List<Integer> moments) {
    InstanceContacts contacts = stored(given);
    Associations associations = new Associations();
    for (int second : moments) {
      Instant now = Instant.ofEpochSecond(second);
      for (boolean withRelated : List.of(true, false)) {
        for (Given start : given) {
          if (start.existsAt(second)) {
            List<StoredContact> found =
                associations.connected(
                    contacts, contacts.find(start.id()).orElseThrow(), now, withRelated);

            assertThat(found.stream().map(StoredContact::id))
                .containsExactlyInAnyOrderElementsOf(reachable(given, start, second, withRelated));
            assertThat(found).isSortedAccordingTo(StoredContact.EARLIEST);
          }
        }
      }
    }
  }

  @Property
  void root_isTheEarliestThatNamesNoOtherElseTheEarliestOrphan(
      @ForAll("contacts") List<Given> given) {
    InstanceContacts contacts = stored(given);
    Associations associations = new Associations();
    for (Given start : given) {
      Set<String> members = reachable(given, start, SECONDS, true);

      assertThat(
              associations.rootId(
                  contacts,
                  contacts.find(start.id()).orElseThrow(),
                  Instant.ofEpochSecond(SECONDS)))
          .isEqualTo(expectedRoot(given, members));
    }
  }

  @Property
  void changedContacts_areFollowedAtOnce(
      @ForAll("contacts") List<Given> before, @ForAll("contacts") List<Given> after) {
    ContactStore book = new ContactStore();
    book.upsert(scenario(before));
    Associations associations = new Associations();
    Instant now = Instant.ofEpochSecond(SECONDS);
    InstanceContacts contacts = book.instance("i").orElseThrow();
    for (Given start : before) {
      associations.connected(contacts, contacts.find(start.id()).orElseThrow(), now, true);
    }
    book.upsert(scenario(after));
    Map<String, Given> latest = new HashMap<>();
    before.forEach(each -> latest.put(each.id(), each));
    after.forEach(each -> latest.put(each.id(), each));
    List<Given> all = List.copyOf(latest.values());

    for (Given start : all) {
      assertThat(
              associations
                  .connected(contacts, contacts.find(start.id()).orElseThrow(), now, true)
                  .stream()
                  .map(StoredContact::id))
          .containsExactlyInAnyOrderElementsOf(reachable(all, start, SECONDS, true));
    }
  }

  /** Grows a set of ids by every link that touches it until nothing is added. */
  private static Set<String> reachable(
      List<Given> given, Given start, int second, boolean withRelated) {
    Set<String> ids = new HashSet<>(Set.of(start.id()));
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Given each : given) {
        List<String> touched = new ArrayList<>(each.named(withRelated));
        touched.add(each.id());
        if (each.existsAt(second) && touched.stream().anyMatch(ids::contains)) {
          grown |= ids.addAll(touched);
        }
      }
    }
    Set<String> members = new HashSet<>();
    for (Given each : given) {
      if (each.existsAt(second) && ids.contains(each.id())) {
        members.add(each.id());
      }
    }
    return members;
  }

  private static String expectedRoot(List<Given> given, Set<String> members) {
    Map<String, Given> byId = new HashMap<>();
    given.stream()
        .filter(each -> members.contains(each.id()))
        .forEach(each -> byId.put(each.id(), each));
    List<Given> roots = byId.values().stream().filter(each -> each.parents().isEmpty()).toList();
    if (!roots.isEmpty()) {
      return earliest(roots).id();
    }
    List<Given> orphans = new ArrayList<>();
    for (Given each : byId.values()) {
      List<Given> loop = loopThrough(each, byId);
      if (each.parents().stream().noneMatch(byId::containsKey)
          || (!loop.isEmpty() && earliest(loop).id().equals(each.id()))) {
        orphans.add(each);
      }
    }
    return earliest(orphans).id();
  }

  /** The contacts of the loop of parents that goes through this one, none if there is no such. */
  private static List<Given> loopThrough(Given start, Map<String, Given> byId) {
    List<Given> path = new ArrayList<>();
    Given at = start;
    for (int step = 0; step <= byId.size(); step++) {
      path.add(at);
      Optional<String> parent = at.parents().stream().filter(byId::containsKey).findFirst();
      if (parent.isEmpty()) {
        return List.of();
      }
      at = byId.get(parent.get());
      if (at.id().equals(start.id())) {
        return path;
      }
    }
    return List.of();
  }

  private static Given earliest(List<Given> given) {
    Given earliest = given.get(0);
    for (Given each : given) {
      int eachBirth = each.birth() == null ? SECONDS + 1 : each.birth();
      int birth = earliest.birth() == null ? SECONDS + 1 : earliest.birth();
      if (eachBirth < birth || (eachBirth == birth && each.id().compareTo(earliest.id()) < 0)) {
        earliest = each;
      }
    }
    return earliest;
  }

  @Provide
  Arbitrary<List<Given>> contacts() {
    Arbitrary<String> id =
        Arbitraries.integers().between(0, IDS - 1).map(n -> "c" + (char) ('a' + n));
    Arbitrary<String> link = id.injectNull(0.6);
    return Combinators.combine(
            id, link, link, link, Arbitraries.integers().between(0, SECONDS).injectNull(0.3))
        .as(Given::new)
        .list()
        .uniqueElements(Given::id)
        .ofMinSize(1)
        .ofMaxSize(IDS);
  }

  @Provide
  Arbitrary<List<Integer>> moments() {
    return Arbitraries.integers().between(0, SECONDS).list().ofMinSize(1).ofMaxSize(4);
  }

  private static InstanceContacts stored(List<Given> given) {
    ContactStore book = new ContactStore();
    book.upsert(scenario(given));
    return book.instance("i").orElseThrow();
  }

  private static ContactScenario scenario(List<Given> given) {
    List<String> contacts = given.stream().map(Given::json).toList();
    String json = "{\"InstanceId\":\"i\",\"Contacts\":[" + String.join(",", contacts) + "]}";
    ContactScenario.Reading reading =
        new ScenarioReader("us-east-1", "123456789012").read(json, Instant.EPOCH);
    assertThat(reading).isInstanceOf(ContactScenario.Reading.Taken.class);
    return ((ContactScenario.Reading.Taken) reading).contactScenario();
  }

  /** A contact as the test sees it: null means absent. */
  private record Given(String id, String initial, String previous, String related, Integer birth) {
    boolean existsAt(int second) {
      return birth == null || birth <= second;
    }

    List<String> named(boolean withRelated) {
      List<String> named = new ArrayList<>();
      named.add(initial);
      named.add(previous);
      named.add(withRelated ? related : null);
      return named.stream().filter(Objects::nonNull).toList();
    }

    List<String> parents() {
      List<String> parents = new ArrayList<>();
      parents.add(previous);
      parents.add(related);
      parents.add(initial);
      return parents.stream().filter(each -> each != null && !each.equals(id)).toList();
    }

    String json() {
      return "{\"Id\":\"%s\"%s%s%s%s}"
          .formatted(
              id,
              initial == null ? "" : ",\"InitialContactId\":\"" + initial + "\"",
              previous == null ? "" : ",\"PreviousContactId\":\"" + previous + "\"",
              related == null ? "" : ",\"RelatedContactId\":\"" + related + "\"",
              birth == null ? "" : ",\"InitiationTimestamp\":" + birth);
    }
  }
}
