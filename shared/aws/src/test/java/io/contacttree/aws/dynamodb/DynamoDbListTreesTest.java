package io.contacttree.aws.dynamodb;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.find.ListTreesContract;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.store.TreeStore;

class DynamoDbListTreesTest extends ListTreesContract {
  private final TestStore test = new TestStore();

  @Override
  protected TreeStore store() {
    return test.store;
  }

  @Override
  protected TreeIndex index() {
    return new DynamoDbTreeIndex(test.client, test.table.name(), test.clock);
  }

  @Override
  protected void bury(ContactId contact) {
    test.bury(contact);
  }
}
