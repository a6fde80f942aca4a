package dev.meetuppulse.meetup;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.feed.FeedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file that holds a secret, named by a setting. What it holds is in no message.
 *
 * @param setting that names it
 */
record SecretFile(Setting setting, Path path) {
  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  /**
   * Its text.
   *
   * @param notices receives a line if others may read or change it
   * @throws FeedException if it can't be read
   */
  String read(Notices notices) {
    try {
      String text = Files.readString(path);
      if (isShared()) {
        notices.sayOnce(name() + " is open to other users; chmod 600 it");
      }
      return text;
    } catch (IOException e) {
      throw new FeedException("can't read " + name() + " (" + why(e) + ")");
    }
  }

  /** The setting and the path, for messages. */
  String name() {
    return setting.key() + " " + path;
  }

  private boolean isShared() throws IOException {
    try {
      return Files.getPosixFilePermissions(path).stream().anyMatch(OF_OTHERS::contains);
    } catch (UnsupportedOperationException e) {
      // A file system without such permissions.
      return false;
    }
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    return e instanceof AccessDeniedException
        ? "it belongs to another user"
        : "it is a folder, or not text";
  }
}
