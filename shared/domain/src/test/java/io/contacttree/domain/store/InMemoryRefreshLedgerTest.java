package io.contacttree.domain.store;

class InMemoryRefreshLedgerTest extends RefreshLedgerContract {
  private final InMemoryRefreshLedger ledger = new InMemoryRefreshLedger(clock);

  @Override
  protected RefreshLedger ledger() {
    return ledger;
  }
}
