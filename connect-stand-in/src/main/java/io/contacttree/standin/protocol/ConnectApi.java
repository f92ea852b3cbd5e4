package io.contacttree.standin.protocol;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** An operation of Amazon Connect that the stand-in answers. */
public enum ConnectApi {
  /** The contacts of one contact's tree, in pages. */
  LIST_ASSOCIATED_CONTACTS("ListAssociatedContacts"),
  /** The references of one contact, of at most six types a call. */
  LIST_CONTACT_REFERENCES("ListContactReferences"),
  /** All that is known of one contact. */
  DESCRIBE_CONTACT("DescribeContact"),
  /** The contacts of a time range, in pages. */
  SEARCH_CONTACTS("SearchContacts"),
  /** One attached file and a short-lived link to it. */
  GET_ATTACHED_FILE("GetAttachedFile");

  private final String wireName;

  ConnectApi(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the name that Amazon Connect's API reference uses. */
  public String wireName() {
    return wireName;
  }

  /** Returns the operation of that exact name, empty if the stand-in has none. */
  public static Optional<ConnectApi> named(String wireName) {
    return Arrays.stream(values()).filter(api -> api.wireName.equals(wireName)).findFirst();
  }

  /** Returns all names, for messages that say what could have been written. */
  public static String allNames() {
    return Arrays.stream(values()).map(ConnectApi::wireName).collect(Collectors.joining(", "));
  }
}
