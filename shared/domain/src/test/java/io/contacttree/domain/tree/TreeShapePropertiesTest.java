package io.contacttree.domain.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.KnownContact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/**
 * Whoever names whom (self, nobody known, rings): there is one tree, and it is that of the rules.
 */
@Domain(RandomTrees.class)
@Domain(DomainContext.Global.class)
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
final class TreeShapePropertiesTest {

  @Property
  void anyGraph_treeOfTheRules(@ForAll RandomTrees.Graph graph) {
    ContactTree tree = Members.tree(graph.known());
    ShapeByTheRules expected = new ShapeByTheRules(graph.members());
    assertThat(Members.links(tree)).isEqualTo(expected.links());
    assertThat(Members.defects(tree)).isEqualTo(expected.defects());
    assertThat(tree.treeId().value()).isEqualTo(expected.root());
  }

  @Property
  void anyGraph_shuffledDocumentComesBackInItsOrder(
      @ForAll RandomTrees.Graph graph, @ForAll Random random) {
    ContactTree tree = Members.tree(graph.known());
    List<TreeContact> contacts = new ArrayList<>(tree.contacts());
    List<Defect> defects = new ArrayList<>(tree.defects());
    Collections.shuffle(contacts, random);
    Collections.shuffle(defects, random);
    ContactTree shuffled =
        new ContactTree(
            tree.treeId(),
            tree.instance(),
            tree.account(),
            tree.region(),
            tree.revision(),
            tree.state(),
            tree.facts(),
            defects,
            tree.associatedAt(),
            tree.writtenAt(),
            contacts);
    assertThat(shuffled.inOrder()).isEqualTo(tree);
  }

  @Property
  void anyGraph_everyMemberOnceAndNobodyElse(@ForAll RandomTrees.Graph graph) {
    ContactTree tree = Members.tree(graph.known());
    assertThat(tree.contacts())
        .extracting(TreeContact::id)
        .containsExactlyInAnyOrderElementsOf(
            graph.members().stream().map(KnownContact::id).toList());
    assertThat(tree.facts().contactCount()).isEqualTo(graph.members().size());
  }

  @Property
  void anyGraph_parentStandsBeforeItsChildOneLevelAbove(@ForAll RandomTrees.Graph graph) {
    Map<ContactId, Integer> depths = new HashMap<>();
    for (TreeContact contact : Members.tree(graph.known()).contacts()) {
      int expected = contact.parent().map(parent -> depths.get(parent) + 1).orElse(0);
      assertThat(contact.depth()).isEqualTo(expected);
      depths.put(contact.id(), contact.depth());
    }
  }

  @Property
  void anyGraph_inPreOrder(@ForAll RandomTrees.Graph graph) {
    List<ContactId> path = new ArrayList<>();
    for (TreeContact contact : Members.tree(graph.known()).contacts()) {
      // In pre-order a contact's parent is the last one above it, one level up.
      path.subList(contact.depth(), path.size()).clear();
      assertThat(contact.parent())
          .isEqualTo(path.isEmpty() ? Optional.empty() : Optional.of(path.getLast()));
      path.add(contact.id());
    }
  }

  @Property
  void anyGraph_rootStandsFirstWithoutParentAndOrphansHangOnIt(@ForAll RandomTrees.Graph graph) {
    ContactTree tree = Members.tree(graph.known());
    assertThat(tree.contacts().getFirst().id()).isEqualTo(tree.treeId());
    assertThat(tree.contacts().getFirst().parent()).isEmpty();
    Set<Link> linksOfTops = new HashSet<>();
    for (TreeContact contact : tree.contacts()) {
      if (contact.parent().isEmpty()) {
        linksOfTops.add(contact.link());
      } else if (contact.link() == Link.ORPHAN) {
        assertThat(contact.parent()).contains(tree.treeId());
      }
    }
    // Either all tops are roots, or there is no root and one orphan stands in for it.
    assertThat(linksOfTops).hasSize(1).containsAnyOf(Link.ROOT, Link.ORPHAN);
  }

  @Property
  void anyGraphInAnyOrder_sameDocument(@ForAll RandomTrees.Graph graph, @ForAll Random random) {
    List<KnownContact> shuffled = new ArrayList<>(graph.members());
    Collections.shuffle(shuffled, random);
    assertThat(Members.tree(new RandomTrees.Graph(shuffled).known()))
        .isEqualTo(Members.tree(graph.known()));
  }
}
