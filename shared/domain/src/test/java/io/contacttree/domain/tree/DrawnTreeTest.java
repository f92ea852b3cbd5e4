package io.contacttree.domain.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DrawnTreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\n",
        "a open\n",
        "a orphan\n",
        """
        a
        ├─ b
        │  ├─ c related
        │  │  └─ d
        │  └─ e initial
        ├─ f orphan
        │  └─ g open
        └─ h
        """
      })
  void drawing_isPrintedAsItWasRead(String drawing) {
    assertThat(DrawnTree.print(DrawnTree.of(drawing).stored(1).document())).isEqualTo(drawing);
  }
}
