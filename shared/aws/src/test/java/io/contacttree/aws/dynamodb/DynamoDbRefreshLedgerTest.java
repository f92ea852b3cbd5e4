package io.contacttree.aws.dynamodb;

import static io.contacttree.domain.tree.DrawnTree.DRAWN_INSTANCE;
import static io.contacttree.domain.tree.DrawnTree.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.contacttree.domain.store.RefreshLedger;
import io.contacttree.domain.store.RefreshLedgerContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DynamoDbRefreshLedgerTest extends RefreshLedgerContract {
  private final LocalTable table = LocalTable.empty();
  private final DynamoDbRefreshLedger ledger =
      new DynamoDbRefreshLedger(table.client(), table.name(), clock);

  @Override
  protected RefreshLedger ledger() {
    return ledger;
  }

  @Test
  void manyAtOnce_enterAsManyAsAMinuteTakes() throws Exception {
    List<Future<RefreshLedger.Entry>> entries = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int at = 0; at < 8; at++) {
        String contact = "c" + at;
        entries.add(
            threads.submit(
                () ->
                    ledger.enter(
                        DRAWN_INSTANCE,
                        id(contact),
                        RefreshLedger.Limit.KNOWN,
                        3,
                        Duration.ofSeconds(25))));
      }
    }
    List<RefreshLedger.Entry> got = new ArrayList<>();
    for (Future<RefreshLedger.Entry> entry : entries) {
      got.add(entry.get());
    }
    assertThat(got).filteredOn(RefreshLedger.Entry.Entered.class::isInstance).hasSize(3);
    assertThat(got).filteredOn(RefreshLedger.Entry.Full.class::isInstance).hasSize(5);
  }

  @Test
  void oneContactManyTimesAtOnce_isEnteredOnce() throws Exception {
    List<Future<RefreshLedger.Entry>> entries = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int at = 0; at < 8; at++) {
        entries.add(
            threads.submit(
                () ->
                    ledger.enter(
                        DRAWN_INSTANCE,
                        id("a"),
                        RefreshLedger.Limit.KNOWN,
                        60,
                        Duration.ofSeconds(25))));
      }
    }
    List<RefreshLedger.Entry> got = new ArrayList<>();
    for (Future<RefreshLedger.Entry> entry : entries) {
      got.add(entry.get());
    }
    assertThat(got).filteredOn(RefreshLedger.Entry.Entered.class::isInstance).hasSize(1);
  }
}
