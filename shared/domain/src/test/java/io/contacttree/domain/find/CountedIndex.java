package io.contacttree.domain.find;

import io.contacttree.domain.contact.ContactId;
import io.contacttree.domain.contact.InstanceId;
import io.contacttree.domain.store.TreeIndex;
import io.contacttree.domain.tree.TreeOverview;
import java.util.Map;
import java.util.Set;

/** Counts the requests to an index, each of which may be made to bring little. */
final class CountedIndex implements TreeIndex {
  private final TreeIndex index;
  private final int mostOfARequest;
  private int requests;

  CountedIndex(TreeIndex index) {
    this(index, ALL);
  }

  /** Counts the requests to an index of which one request brings no more than this. */
  CountedIndex(TreeIndex index, int mostOfARequest) {
    this.index = index;
    this.mostOfARequest = mostOfARequest;
  }

  /** Returns how many requests there were since the last time it was asked. */
  int requests() {
    int counted = requests;
    requests = 0;
    return counted;
  }

  @Override
  public Slice<TreeOverview> trees(InstanceId instance, Stretch stretch, int most) {
    requests++;
    return index.trees(instance, stretch, Math.min(most, mostOfARequest));
  }

  @Override
  public Slice<ContactEntry> contacts(
      InstanceId instance, HandledBy handledBy, Stretch stretch, int most) {
    requests++;
    return index.contacts(instance, handledBy, stretch, Math.min(most, mostOfARequest));
  }

  @Override
  public Map<ContactId, Identity> identities(InstanceId instance, Set<ContactId> contacts) {
    requests++;
    return index.identities(instance, contacts);
  }
}
