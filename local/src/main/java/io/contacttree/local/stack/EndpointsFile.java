package io.contacttree.local.stack;

import io.contacttree.standin.http.Json;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The file that tells programs where everything is: there whole, or not at all. */
public final class EndpointsFile {

  private final Path file;

  /**
   * Makes sure that the file can be written, and takes away one that an earlier stack left.
   *
   * @throws UnusableInputException when it cannot be there
   */
  public EndpointsFile(Path file) {
    this.file = file.toAbsolutePath();
    try {
      if (Files.isDirectory(this.file)) {
        throw new UnusableInputException("--endpoints-file " + file + " is a directory.");
      }
      Files.deleteIfExists(this.file);
      Files.delete(temporary());
    } catch (IOException refused) {
      throw unusable(file, refused);
    }
  }

  /**
   * Writes it.
   *
   * @throws UnusableInputException when it cannot be written
   */
  public void write(Endpoints endpoints) {
    try {
      Path temporary = temporary();
      Files.writeString(
          temporary, Json.write(endpoints.toJson(ProcessHandle.current().pid())) + "\n");
      move(temporary);
    } catch (IOException refused) {
      throw unusable(file, refused);
    }
  }

  /** Takes it away. */
  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException refused) {
      throw new IllegalStateException(file + " cannot be removed.", refused);
    }
  }

  private static UnusableInputException unusable(Path file, IOException refused) {
    return new UnusableInputException(
        "--endpoints-file " + file + " cannot be written: " + refused, refused);
  }

  private void move(Path temporary) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException unusual) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path temporary() throws IOException {
    return Files.createTempFile(file.getParent(), ".endpoints-", ".tmp");
  }
}
