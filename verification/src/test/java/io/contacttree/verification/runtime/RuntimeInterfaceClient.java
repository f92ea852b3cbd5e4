package io.contacttree.verification.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** AWS's own program around a handler, as Lambda's managed runtime for Java starts it. */
final class RuntimeInterfaceClient {

  private static final Map<String, String> CPUS =
      Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "aarch_64");

  private final Path nativeLibrary;

  private RuntimeInterfaceClient(Path nativeLibrary) {
    this.nativeLibrary = nativeLibrary;
  }

  /**
   * Unpacks the client's native library into a folder. Left to itself, every process writes it to
   * one and the same file, and those that start together break each other.
   */
  static RuntimeInterfaceClient unpackedTo(Path folder) {
    String name = "libaws-lambda-jni.linux-" + cpu() + ".so";
    Path file = folder.resolve(name);
    try (InputStream library = AWSLambda.class.getResourceAsStream("/jni/" + name)) {
      Files.write(file, Objects.requireNonNull(library, name).readAllBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new RuntimeInterfaceClient(file);
  }

  /** Returns the CPU of this machine as the names of native libraries have it. */
  static String cpu() {
    String cpu = System.getProperty("os.arch");
    return Objects.requireNonNull(CPUS.get(cpu), cpu);
  }

  /** Returns the command that starts a handler: nothing of this project is on its class path. */
  List<String> command(String handler, int memoryMegabytes) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx" + memoryMegabytes + "m",
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.io=ALL-UNNAMED",
        "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
            + nativeLibrary.toAbsolutePath(),
        // Who registers for snapshots through org.crac is called by Lambda's own implementation.
        "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
        "-cp",
        classPath(),
        AWSLambda.class.getName(),
        handler);
  }

  private static String classPath() {
    return Stream.of(
            AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
        .map(RuntimeInterfaceClient::jar)
        .distinct()
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String jar(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
