package io.contacttree.local.stack;

import io.contacttree.domain.flow.BuildListener;
import io.contacttree.functions.builder.BuildContactTreeHandler;
import io.contacttree.functions.eraser.EraseContactHandler;
import io.contacttree.functions.reacher.ReachContactHandler;
import io.contacttree.functions.server.ServeContactTreeHandler;
import java.util.Map;

/** Makes the handlers of the functions: the only place here that names their classes. */
final class FunctionHandlers {

  private FunctionHandlers() {}

  static boolean isReaching(String handler) {
    return handler.startsWith(ReachContactHandler.class.getName() + "::");
  }

  static Object make(String handler, Map<String, String> settings, BuildListener listener) {
    String className = handler.split("::", 2)[0];
    if (className.equals(BuildContactTreeHandler.class.getName())) {
      return new BuildContactTreeHandler(settings, listener);
    }
    if (className.equals(EraseContactHandler.class.getName())) {
      return new EraseContactHandler(settings);
    }
    if (isReaching(handler)) {
      return new ReachContactHandler(settings);
    }
    if (className.equals(ServeContactTreeHandler.class.getName())) {
      return new ServeContactTreeHandler(settings);
    }
    throw new IllegalArgumentException("The template names a handler unknown here: " + handler);
  }
}
