package io.contacttree.local;

/** The command line of the local stack. */
public final class ContactTreeLocal {

  private ContactTreeLocal() {}

  /**
   * Starts the local stack.
   *
   * @param arguments the options
   */
  public static void main(String[] arguments) {
    System.err.println("contact-tree-local cannot start anything yet.");
    System.exit(4);
  }
}
