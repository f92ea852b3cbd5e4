package io.contacttree.verification.simulator;

/** What a campaign must meet, or it proves little. */
enum Happening {
  /** An invocation ended at a call. */
  CRASH,
  /** An invocation ran into its time-out. */
  TIME_OUT,
  /** The table did not answer. */
  TABLE_FAILED,
  /** A write was applied and its answer lost. */
  WRITE_ANSWER_LOST,
  /** A load showed trees as of different moments. */
  TORN_LOAD,
  /** A write was refused although nobody else wrote. */
  NEEDLESS_CONFLICT,
  /** A write was refused because another worker was faster. */
  CONFLICT,
  /** The queue did not take a message. */
  SEND_FAILED,
  /** The queue took a message, and its answer was lost. */
  SEND_ANSWER_LOST,
  /** A lease was gone at once. */
  LEASE_LOST,
  /** A lease was held by another worker. */
  LEASE_HELD,
  /** Amazon Connect said "too many requests". */
  TOO_MANY_REQUESTS,
  /** Amazon Connect failed or gave no answer. */
  NO_ANSWER,
  /** A list by one contact failed, as all by this one do. */
  LIST_NEVER_ANSWERED,
  /** A list by one contact failed, as the first ones by this one do. */
  LIST_NOT_YET_ANSWERED,
  /** A list was empty, since its contact is alone. */
  EMPTY_LIST,
  /** A list gave an id that stands for nothing. */
  NOTHING_NAMED,
  /** A message of a contact by which no list can be had was given up, its own fault. */
  GIVEN_UP,
  /** An acknowledged message was delivered again. */
  ACKNOWLEDGEMENT_LOST,
  /** A worker's clock jumped. */
  CLOCK_JUMPED,
  /** An event came twice. */
  EVENT_TWICE,
  /** A refresh or rebuild was asked for. */
  REQUEST,
  /** A message was returned to the queue. */
  RETURNED,
  /** A claim travelled on because it was early. */
  CARRIED_DELAYED,
  /** A claim travelled on because another worker read the tree. */
  CARRIED_LEASE_HELD,
  /** A claim travelled on because time ran out. */
  CARRIED_CONTINUATION,
  /** A claim travelled on as a settle read. */
  CARRIED_SETTLE,
  /** A contact was erased. */
  ERASED,
  /** A whole tree was erased. */
  TREE_ERASED,
  /** A call to erase had to be repeated. */
  ERASED_BY_A_REPEAT
}
