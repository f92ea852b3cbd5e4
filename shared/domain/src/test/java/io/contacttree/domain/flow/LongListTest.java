package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lists that take longer than an invocation, asked by another contact than the claimed one. */
final class LongListTest {
  private final Building building = new Building();

  @Test
  void listOfANamedContactDoesNotEndInTime_theNextMessagesGoOnWhereItStopped() {
    // A - - related - - > V ─ W ─ X ─ Y ─ Z
    building.connect.doNotFollowRelated();
    building.contact("V", 0, "");
    building.contact("W", 1, "previous=V");
    building.contact("X", 2, "previous=W");
    building.contact("Y", 3, "previous=X");
    building.contact("Z", 4, "previous=Y");
    building.contact("A", 5, "related=V");
    building.connect.listAtMost(2);

    building.build(building.ended("A"));
    building.buildAllThatFollows();

    assertThat(building.connect.calls)
        .filteredOn(call -> call.startsWith("list"))
        .containsExactly("list A", "list V", "list V from 2", "list V from 4");
    assertThat(building.drawing("Z"))
        .isEqualTo(
            """
            COMPLETE
            V ROOT FETCHED
              W PREVIOUS FETCHED
                X PREVIOUS FETCHED
                  Y PREVIOUS FETCHED
                    Z PREVIOUS FETCHED
              A RELATED FETCHED
            """);
  }

  @Test
  void listOfASettleReadDoesNotEndInTime_theNextMessagesGoOnWhereItStopped() {
    // A ─ B ─ C, of which C is not listed yet
    building.contact("A", 0, "");
    building.contact("B", 1, "previous=A");
    building.contact("C", 2, "previous=B");
    building.connect.hide("C");
    building.build(building.ended("C", "PREVIOUS_CONTACT_ID=B"));
    building.connect.show("C");
    building.connect.calls.clear();
    building.connect.listAtMost(1);

    building.buildAllThatFollows();

    assertThat(building.connect.calls)
        .filteredOn(call -> call.startsWith("list"))
        .containsExactly("list C", "list C from 1", "list C from 2");
    assertThat(building.drawing("C"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B PREVIOUS FETCHED
                C PREVIOUS FETCHED
            """);
  }
}
