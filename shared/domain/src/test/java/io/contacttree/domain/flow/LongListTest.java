package io.contacttree.domain.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lists that take longer than an invocation, asked by another contact than the claimed one. */
final class LongListTest {
  private final FlowUnderTest flowUnderTest = new FlowUnderTest();

  @Test
  void listOfANamedContactDoesNotEndInTime_theNextMessagesGoOnWhereItStopped() {
    // A - - related - - > V ─ W ─ X ─ Y ─ Z
    flowUnderTest.connect.doNotFollowRelated();
    flowUnderTest.contact("V", 0, "");
    flowUnderTest.contact("W", 1, "previous=V");
    flowUnderTest.contact("X", 2, "previous=W");
    flowUnderTest.contact("Y", 3, "previous=X");
    flowUnderTest.contact("Z", 4, "previous=Y");
    flowUnderTest.contact("A", 5, "related=V");
    flowUnderTest.connect.listAtMost(2);

    flowUnderTest.build(flowUnderTest.ended("A"));
    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.connect.calls)
        .filteredOn(call -> call.startsWith("list"))
        .containsExactly("list A", "list V", "list V from 2", "list V from 4");
    assertThat(flowUnderTest.drawing("Z"))
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
    flowUnderTest.contact("A", 0, "");
    flowUnderTest.contact("B", 1, "previous=A");
    flowUnderTest.contact("C", 2, "previous=B");
    flowUnderTest.connect.hide("C");
    flowUnderTest.build(flowUnderTest.ended("C", "PREVIOUS_CONTACT_ID=B"));
    flowUnderTest.connect.show("C");
    flowUnderTest.connect.calls.clear();
    flowUnderTest.connect.listAtMost(1);

    flowUnderTest.buildAllThatFollows();

    assertThat(flowUnderTest.connect.calls)
        .filteredOn(call -> call.startsWith("list"))
        .containsExactly("list C", "list C from 1", "list C from 2");
    assertThat(flowUnderTest.drawing("C"))
        .isEqualTo(
            """
            COMPLETE
            A ROOT FETCHED
              B PREVIOUS FETCHED
                C PREVIOUS FETCHED
            """);
  }
}
