package io.contacttree.standin.operation;

import io.contacttree.standin.protocol.PageTokens;
import io.contacttree.standin.protocol.PageTokens.Position;
import io.contacttree.standin.protocol.ServiceRefusal;
import java.util.Optional;

/** The limits that Amazon Connect's model sets for parameters of several operations. */
final class Parameters {
  static final int LARGEST_PAGE = 100;

  private static final int LONGEST_INSTANCE_ID = 100;
  private static final int LONGEST_ID = 256;

  private Parameters() {}

  static String instanceId(String given) {
    return checked("InstanceId", given, LONGEST_INSTANCE_ID);
  }

  static String contactId(String given) {
    return checked("ContactId", given, LONGEST_ID);
  }

  static String fileId(String given) {
    return checked("FileId", given, LONGEST_ID);
  }

  static String required(String name, Optional<String> given) {
    return given
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> ServiceRefusal.invalidParameter(name + " is required."));
  }

  /** Returns a whole number of that range. */
  static int number(String name, String given, int least, int most) {
    if (given.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(given);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw ServiceRefusal.invalidParameter(
        name + " must be a whole number from " + least + " to " + most + ".");
  }

  /** Returns where the page of that token starts, the first page without one. */
  static Position position(PageTokens tokens, String query, Optional<String> token) {
    return token.isEmpty()
        ? Position.FIRST
        : tokens
            .read(query, token.get())
            .orElseThrow(
                () ->
                    ServiceRefusal.invalidParameter(
                        "NextToken was not issued for this request; start again without one."));
  }

  /** Returns the number of the page of that token, empty if it is none of ours. */
  static Optional<Integer> page(PageTokens tokens, String query, Optional<String> token) {
    return token.isEmpty() ? Optional.of(1) : tokens.read(query, token.get()).map(Position::page);
  }

  private static String checked(String name, String given, int longest) {
    int length = given.codePointCount(0, given.length());
    if (length == 0 || length > longest) {
      throw ServiceRefusal.invalidParameter(name + " must have 1 to " + longest + " characters.");
    }
    return given;
  }
}
