package io.contacttree.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CharactersTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, '\t', '\n', 0x1b, 0x7f, 0x85, 0x9b, 0x2028, 0x2029, 0x202e, 0x2066, 0x200f, 0xd800,
        0xdfff, 0xfffe, 0xffff, 0x1fffe, 0x10ffff
      })
  void whatSteers_isNoText(int character) {
    assertThat(Characters.isText(character)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {' ', 'a', '<', 0xa0, 0xe4, 0x200d, 0x4e2d, 0x5d0, 0x1f600, 0x10fffd})
  void whatIsRead_isText(int character) {
    assertThat(Characters.isText(character)).isTrue();
  }
}
