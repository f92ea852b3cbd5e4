package io.contacttree.standin.protocol;

/**
 * An error answer of the service: thrown where a rule is broken, turned into an answer in one
 * place.
 *
 * <p>It carries no stack trace: it is an outcome of the protocol, not a fault of the stand-in.
 */
public final class ServiceRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  /** An error of that HTTP status (400 to 599) and exception type, with a text for people. */
  public ServiceRefusal(int status, String type, String message) {
    super(message, null, false, false);
    this.status = status;
    this.type = type;
  }

  /** 400: a parameter is missing, unknown or out of its range. */
  public static ServiceRefusal invalidParameter(String message) {
    return new ServiceRefusal(400, "InvalidParameterException", message);
  }

  /** 400: the request as a whole is not one that can be answered. */
  public static ServiceRefusal invalidRequest(String message) {
    return new ServiceRefusal(400, "InvalidRequestException", message);
  }

  /** 404: what the request names does not exist. */
  public static ServiceRefusal notFound(String message) {
    return new ServiceRefusal(404, "ResourceNotFoundException", message);
  }

  /** 429: the quota of the operation is used up for now. */
  public static ServiceRefusal throttled() {
    return new ServiceRefusal(429, "ThrottlingException", "Rate exceeded");
  }

  /** 404: no operation has this method and path. */
  public static ServiceRefusal unknownOperation(String method, String path) {
    return new ServiceRefusal(
        404, "UnknownOperationException", "No operation answers " + method + " " + path + ".");
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns the exception type, as {@code x-amzn-ErrorType} names it. */
  public String type() {
    return type;
  }

  /** Returns the text for people. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
