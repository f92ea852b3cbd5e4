package io.contacttree.verification.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One part of the benchmark.
 *
 * @param name what it is called in the report
 * @param trees its trees
 * @param events how many events were put on the bus
 * @param began when the first was put
 * @param ended when the stack was idle again
 */
record BenchRun(String name, List<BenchTree> trees, int events, Instant began, Instant ended) {
  Duration duration() {
    return Duration.between(began, ended);
  }

  int contacts() {
    return trees.stream().mapToInt(tree -> tree.contacts().size()).sum();
  }
}
