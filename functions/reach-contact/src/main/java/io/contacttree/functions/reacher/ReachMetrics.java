package io.contacttree.functions.reacher;

import io.contacttree.domain.reach.LinkToFile;
import io.contacttree.domain.reach.RefreshTree;
import io.contacttree.lambda.metrics.Metrics;

/** Counts what requests come to where it is a matter of pace; all else the API counts itself. */
record ReachMetrics(Metrics metrics) {
  /** Returns the answer about a file, counted. */
  LinkToFile.Answer counted(LinkToFile.Answer answer) {
    switch (answer) {
      case LinkToFile.Answer.Linked _ -> metrics.count("file_links_given");
      case LinkToFile.Answer.TooManyRequests _ -> metrics.count("file_links_refused_by_pace");
      case LinkToFile.Answer.UnknownContact _,
          LinkToFile.Answer.UnknownFile _,
          LinkToFile.Answer.Erased _,
          LinkToFile.Answer.NotAvailable _,
          LinkToFile.Answer.NotServed _,
          LinkToFile.Answer.Unavailable _ -> {
        // No matter of pace.
      }
    }
    return answer;
  }

  /** Returns the answer about a refresh, counted. */
  RefreshTree.Answer counted(RefreshTree.Answer answer) {
    switch (answer) {
      case RefreshTree.Answer.Queued _ -> metrics.count("refreshes_accepted");
      case RefreshTree.Answer.TooMany _ -> metrics.count("refreshes_refused");
      case RefreshTree.Answer.QueuedBefore _, RefreshTree.Answer.Erased _ -> {
        // Nothing is done, and nothing is short.
      }
    }
    return answer;
  }

  /** Publishes what was counted, if anything was. */
  void publish() {
    metrics.publish();
  }
}
