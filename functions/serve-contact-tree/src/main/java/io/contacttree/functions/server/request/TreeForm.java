package io.contacttree.functions.server.request;

import io.contacttree.lambda.http.Accept;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms in which a tree is answered, in the order in which one is preferred to another. */
public enum TreeForm {
  /** The document. */
  JSON("json", "application/json", ""),
  /** The timeline. */
  SVG("svg", "image/svg+xml", ""),
  /** A page around the timeline. */
  HTML("html", "text/html", "; charset=utf-8"),
  /** The drawing of a terminal. */
  TEXT("text", "text/plain", "; charset=utf-8"),
  /** A flowchart. */
  MERMAID("mermaid", "application/vnd.mermaid", "");

  private final String parameter;
  private final String mediaType;
  private final String mediaTypeParameter;

  TreeForm(String parameter, String mediaType, String mediaTypeParameter) {
    this.parameter = parameter;
    this.mediaType = mediaType;
    this.mediaTypeParameter = mediaTypeParameter;
  }

  /** Returns the header Content-Type of an answer in this form. */
  public String contentType() {
    return mediaType + mediaTypeParameter;
  }

  /** Returns whether people look at it in a browser, where names are more use than ids. */
  public boolean isPicture() {
    return this == SVG || this == HTML;
  }

  /** Returns the names of all forms, as a caller is told them. */
  static String names() {
    return Arrays.stream(values()).map(form -> form.parameter).collect(Collectors.joining(", "));
  }

  /** Returns the form that a parameter names. */
  static Optional<TreeForm> named(String parameter) {
    return Arrays.stream(values()).filter(form -> form.parameter.equals(parameter)).findFirst();
  }

  /** Returns the form that a caller wants most, or empty where it takes none of them. */
  static Optional<TreeForm> wanted(Accept accept) {
    TreeForm wanted = JSON;
    for (TreeForm form : values()) {
      if (accept.weight(form.mediaType) > accept.weight(wanted.mediaType)) {
        wanted = form;
      }
    }
    return accept.weight(wanted.mediaType) > 0 ? Optional.of(wanted) : Optional.empty();
  }
}
