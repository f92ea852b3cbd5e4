package io.contacttree.aws.dynamodb.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.aws.dynamodb.codec.KnowledgeCodec;
import io.contacttree.aws.dynamodb.item.Attribute;
import io.contacttree.aws.dynamodb.item.ItemSize;
import io.contacttree.aws.dynamodb.part.DocumentSplitter.Fragment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PartPlanTest {
  private static final int LARGEST_PART = 350_000;

  @Property(tries = 60)
  void anyHistoryOfUnits_keepsEachOnceInPartsThatAreSmallEnough(@ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<String, Integer> sizes = new TreeMap<>();
    List<PartMetadata> parts = List.of();
    for (int revision = 0; revision < 12; revision++) {
      for (int change = random.nextInt(30); change >= 0; change--) {
        sizes.put("m" + random.nextInt(60), 1 + random.nextInt(100_000));
      }
      if (random.nextBoolean()) {
        sizes.pollFirstEntry();
      }
      List<Fragment> units = units(sizes);

      PartPlan plan = PartPlan.of(units, parts);

      parts = after(parts, plan, revision);
      Set<String> keys = new HashSet<>();
      parts.forEach(part -> assertThat(keys).doesNotContainAnyElementsOf(part.units()));
      parts.forEach(part -> keys.addAll(part.units()));
      assertThat(keys).isEqualTo(Set.copyOf(units.stream().map(Fragment::key).toList()));
      plan.written().forEach(content -> assertThat(ItemSize.of(content)).isLessThan(LARGEST_PART));
    }
  }

  @Property(tries = 60)
  void oneNewOrChangedUnit_touchesOnePart(@ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<String, Integer> sizes = new TreeMap<>();
    for (int unit = 0; unit < 200; unit++) {
      sizes.put("m" + unit, 1 + random.nextInt(20_000));
    }
    List<PartMetadata> parts = after(List.of(), PartPlan.of(units(sizes), List.of()), 0);
    sizes.put("m" + random.nextInt(400), 1 + random.nextInt(20_000));

    PartPlan plan = PartPlan.of(units(sizes), parts);

    assertThat(plan.written()).hasSizeLessThanOrEqualTo(1);
    assertThat(plan.kept()).hasSizeGreaterThanOrEqualTo(parts.size() - 1);
    assertThat(parts).containsAll(plan.kept());
  }

  @Property(tries = 20)
  void sameUnitsInAnyOrder_touchNothing(@ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<String, Integer> sizes = new TreeMap<>();
    for (int unit = 0; unit < 100; unit++) {
      sizes.put("m" + unit, 1 + random.nextInt(20_000));
    }
    List<Fragment> units = units(sizes);
    List<PartMetadata> parts = after(List.of(), PartPlan.of(units, List.of()), 0);
    List<Fragment> shuffled = new ArrayList<>(units);
    Collections.shuffle(shuffled, random);

    PartPlan plan = PartPlan.of(shuffled, parts);

    assertThat(plan.written()).isEmpty();
    assertThat(plan.kept()).isEqualTo(parts);
  }

  private static List<PartMetadata> after(List<PartMetadata> before, PartPlan plan, int revision) {
    assertThat(before).containsAll(plan.kept());
    List<PartMetadata> parts = new ArrayList<>(plan.kept());
    plan.written()
        .forEach(
            content ->
                parts.add(
                    PartMetadata.of(TreeItems.partName("write-" + revision, content), content)));
    return parts;
  }

  /** Elements of a list stand for all units: they have a key and a content of a size. */
  private static List<Fragment> units(Map<String, Integer> sizes) {
    List<Fragment> units = new ArrayList<>();
    sizes.forEach(
        (entry, size) ->
            units.add(
                Fragment.of(
                    KnowledgeCodec.TRIES + "/" + entry,
                    Map.of(
                        KnowledgeCodec.TRIES,
                        Attribute.list(
                            List.of(
                                Attribute.map(
                                    Map.of(
                                        "contact_id",
                                        Attribute.text(entry),
                                        "filler",
                                        Attribute.text("x".repeat(size))))))))));
    return units;
  }
}
