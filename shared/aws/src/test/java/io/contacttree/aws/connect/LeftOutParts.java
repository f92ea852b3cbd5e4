package io.contacttree.aws.connect;

import io.contacttree.aws.pacing.AttemptListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Notes what of each answer could not be read. */
final class LeftOutParts implements AttemptListener {
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void leftOut(String operation, int parts) {
    heard.add(operation + " " + parts);
  }

  /** Returns a line for each answer of which something could not be read. */
  List<String> heard() {
    return List.copyOf(heard);
  }
}
