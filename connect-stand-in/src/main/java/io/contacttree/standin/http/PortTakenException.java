package io.contacttree.standin.http;

/** Says that a port which was asked for belongs to another process. */
public final class PortTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Names the port and what wanted it.
   *
   * @param server what was to listen there, as a user would call it
   * @param port the port, 1 to 65535
   * @param cause what the operating system said
   */
  public PortTakenException(String server, int port, Throwable cause) {
    super(
        "Port " + port + " (" + server + ") is taken; choose another one, or 0 for any free one.",
        cause);
  }
}
