package io.contacttree.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HeapGuardTest {
  private static final long MEBIBYTE = 1024L * 1024;

  private final HeapGuard guard = new HeapGuard();

  @Test
  void smallHeap_isLeftAlone() {
    assertThat(guard.isTooLarge(400 * MEBIBYTE)).isFalse();
  }

  @Test
  void grownHeap_isCollected() {
    assertThat(guard.isTooLarge(400 * MEBIBYTE + 1)).isTrue();
  }

  @Test
  void heapInUse_isNotCollectedAgainAndAgain() {
    guard.collected(500 * MEBIBYTE);

    assertThat(guard.isTooLarge(750 * MEBIBYTE)).isFalse();
    assertThat(guard.isTooLarge(750 * MEBIBYTE + 1)).isTrue();
  }

  @Test
  void heapFreedLater_hasTheFirstLimitAgain() {
    guard.collected(500 * MEBIBYTE);
    guard.collected(100 * MEBIBYTE);

    assertThat(guard.isTooLarge(400 * MEBIBYTE + 1)).isTrue();
  }
}
