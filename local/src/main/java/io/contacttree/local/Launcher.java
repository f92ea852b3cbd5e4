package io.contacttree.local;

import java.lang.reflect.InvocationTargetException;

/**
 * Starts the local stack, or says in one line that it needs Java 25.
 *
 * <p>Compiled for Java 8, so that every Java in use can load it; all other classes need 25.
 */
final class Launcher {

  private static final int NEEDED = 25;
  private static final int WRONG_USAGE = 2;

  private Launcher() {}

  /**
   * Hands over to the local stack.
   *
   * @param arguments its command line
   * @throws Exception what the local stack throws
   */
  public static void main(String[] arguments) throws Exception {
    String version = System.getProperty("java.specification.version");
    if (featureRelease(version) < NEEDED) {
      System.err.println(
          "contact-tree-local needs Java 25 or newer; this is Java " + version + ".");
      System.exit(WRONG_USAGE);
    }
    try {
      Class.forName("io.contacttree.local.ContactTreeLocal")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Exception) {
        throw (Exception) thrown.getCause();
      }
      throw thrown;
    }
  }

  /** Returns 8 for "1.8" and 25 for "25". */
  private static int featureRelease(String specificationVersion) {
    String[] parts = specificationVersion.split("\\.");
    boolean oldStyle = parts.length > 1 && parts[0].equals("1");
    return Integer.parseInt(oldStyle ? parts[1] : parts[0]);
  }
}
