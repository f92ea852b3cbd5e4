package io.contacttree.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The directory of the table, held against a second stack. A killed process lets go of it. */
record DataDirectory(FileChannel lock) implements AutoCloseable {

  /** Makes the directory where it is missing, and holds it. */
  static DataDirectory hold(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isHeld(channel)) {
        channel.close();
        throw new UnusableInputException(
            "--data " + directory + " is in use by another local stack.");
      }
      return new DataDirectory(channel);
    } catch (IOException refused) {
      throw new UnusableInputException(
          "--data " + directory + " cannot be used: " + refused, refused);
    }
  }

  private static boolean isHeld(FileChannel channel) throws IOException {
    try {
      FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
