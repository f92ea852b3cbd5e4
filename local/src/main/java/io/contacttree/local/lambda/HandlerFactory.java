package io.contacttree.local.lambda;

import io.contacttree.domain.flow.BuildListener;
import java.util.Map;

/** Makes the handlers that the template names. */
@FunctionalInterface
public interface HandlerFactory {
  /**
   * Makes a handler.
   *
   * @param handler its class and method as the template writes them
   * @param settings its environment variables
   * @param listener hears what building does
   * @return a new handler of one of Lambda's interfaces
   * @throws IllegalArgumentException when nothing of that name exists
   */
  Object make(String handler, Map<String, String> settings, BuildListener listener);
}
