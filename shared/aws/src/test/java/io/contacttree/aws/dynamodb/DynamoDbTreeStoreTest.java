package io.contacttree.aws.dynamodb;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.store.TreeStore;
import io.contacttree.domain.store.TreeStoreContract;

class DynamoDbTreeStoreTest extends TreeStoreContract {
  private final TestStore test = new TestStore();

  @Override
  protected TreeStore store() {
    return test.store;
  }

  @Override
  protected void bury(ContactId contact) {
    test.bury(contact);
  }
}
