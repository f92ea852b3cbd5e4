package io.contacttree.verification.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * The jar that a user starts, as it was built: its manifest, the libraries beside it, its launcher.
 */
final class BuiltJarIT {

  private static final Path JAR = Path.of("..", "local", "target", "contact-tree-local.jar");
  private static final int CLASS_FILE_OF_JAVA_8 = 52;
  private static final int CLASS_FILE_OF_JAVA_25 = 69;

  @Test
  void manifest_namesOnlyLibrariesThatAreBesideTheJar() throws IOException {
    List<String> libraries = List.of(manifest().getValue("Class-Path").split(" "));

    assertThat(libraries)
        .isNotEmpty()
        .allSatisfy(library -> assertThat(library).startsWith("lib/"))
        .allSatisfy(library -> assertThat(JAR.resolveSibling(library)).isRegularFile());
  }

  @Test
  void manifest_startsTheLauncherAndAllowsNativeCode() throws IOException {
    assertThat(manifest().getValue("Main-Class")).isEqualTo("io.contacttree.local.Launcher");
    assertThat(manifest().getValue("Enable-Native-Access")).isEqualTo("ALL-UNNAMED");
  }

  @Test
  void manifest_namesOneAwsCrtAndItRunsOnAnyMachine() throws IOException {
    assertThat(manifest().getValue("Class-Path").split(" "))
        .filteredOn(library -> library.matches("lib/aws-crt-[0-9].*"))
        .singleElement()
        .asString()
        .matches("lib/aws-crt-[0-9.]+\\.jar");
  }

  @Test
  void launcher_isReadableByOldJavasAndTheRestIsJava25() throws IOException {
    assertThat(classFileVersion("Launcher")).isEqualTo(CLASS_FILE_OF_JAVA_8);
    assertThat(classFileVersion("ContactTreeLocal")).isEqualTo(CLASS_FILE_OF_JAVA_25);
  }

  private static Attributes manifest() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.getManifest().getMainAttributes();
    }
  }

  /** The major version of a class file, which its first eight bytes tell. */
  private static int classFileVersion(String simpleName) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile());
        DataInputStream bytes =
            new DataInputStream(
                jar.getInputStream(
                    jar.getEntry("io/contacttree/local/" + simpleName + ".class")))) {
      bytes.skipNBytes(6);
      return bytes.readUnsignedShort();
    }
  }
}
