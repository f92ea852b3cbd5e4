package io.contacttree.local;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;

/**
 * Starts the local stack, or says in one line that it needs Java 25.
 *
 * <p>Compiled for Java 8, so that every Java in use can load it; all other classes need 25.
 */
final class Launcher {

  private static final int NEEDED_RELEASE = 25;
  private static final int WRONG_USAGE = 2;

  private Launcher() {}

  /**
   * Hands over to the local stack; on an older Java says so on standard error and exits with 2.
   *
   * @throws Exception what the local stack throws
   */
  public static void main(String[] arguments) throws Exception {
    String version = System.getProperty("java.specification.version");
    if (release(version) < NEEDED_RELEASE) {
      System.err.println(needs(version));
      System.exit(WRONG_USAGE);
    }
    keepQuietAboutUnsafe();
    try {
      // By name: a reference to a class of Java 25 would not compile for Java 8.
      Class.forName("io.contacttree.local.ContactTreeLocal")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException wrapper) {
      if (wrapper.getCause() instanceof Exception) {
        throw (Exception) wrapper.getCause();
      }
      if (wrapper.getCause() instanceof Error) {
        throw (Error) wrapper.getCause();
      }
      throw wrapper;
    }
  }

  /**
   * Keeps four lines off the error stream, where only errors belong: the JDK warns that Scala, in
   * which ElasticMQ is written, calls sun.misc.Unsafe.
   *
   * <p>The option that is meant for it, --sun-misc-unsafe-memory-access=allow, cannot stand in a
   * manifest.
   */
  private static void keepQuietAboutUnsafe() {
    try {
      Field warned = Class.forName("sun.misc.Unsafe").getDeclaredField("memoryAccessWarned");
      warned.setAccessible(true);
      warned.setBoolean(null, true);
    } catch (ReflectiveOperationException | RuntimeException anotherJdk) {
      // The lines appear, and nothing else is different.
    }
  }

  /** Returns 25 for "25", and 8 for "1.8", the form of numbers before Java 9. */
  static int release(String specificationVersion) {
    return Integer.parseInt(
        specificationVersion.startsWith("1.")
            ? specificationVersion.substring(2)
            : specificationVersion);
  }

  static String needs(String specificationVersion) {
    return "contact-tree-local needs Java 25 or newer; this is Java " + specificationVersion + ".";
  }
}
