package io.contacttree.standin.contacts;

/** A rule that a scenario breaks; caught where the reading began. */
final class ScenarioFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScenarioFault(String where, String what) {
    super(where + ": " + what, null, false, false);
  }

  String reason() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
