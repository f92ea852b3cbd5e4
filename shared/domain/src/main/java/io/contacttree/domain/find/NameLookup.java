package io.contacttree.domain.find;

import io.contacttree.domain.contact.InstanceId;
import java.util.Set;

/** Where the names of agents and queues stand. */
@FunctionalInterface
public interface NameLookup {
  /** Knows no names. */
  NameLookup NONE = (_, _, _) -> Names.NONE;

  /** Returns those names of an instance's agents and queues that are known. */
  Names names(InstanceId instance, Set<String> agents, Set<String> queues);
}
