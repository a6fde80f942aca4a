package dev.meetuppulse.cluster;

import dev.meetuppulse.cluster.embedded.FileTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Puts a server's folder on a disk of its own, in memory, that can be filled. The server must be
 * down when the disk is created and when it is removed. Needs root.
 */
public final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 1 << 16;
  private static final String FILLER = "filler";

  /** The name of the disks in the list of mounts. */
  private static final String SOURCE = "meetup-pulse";

  private final Path folder;
  private final Path disk;

  /** Why there can be no such disk, in one line; empty if there can. */
  public static Optional<String> obstacle() {
    return HostNetwork.isRoot()
        ? Optional.empty()
        : Optional.of("it needs root, to mount a disk that is small");
  }

  /** Removes the disks below a folder, with their content. */
  static void removeAll(Path folder) {
    if (obstacle().isPresent()) {
      return;
    }
    try {
      List<String> mounts = Files.readAllLines(Path.of("/proc/self/mounts"));
      Collections.reverse(mounts);
      for (String mount : mounts) {
        String[] words = mount.split(" ");
        // Spaces are written there as octal numbers.
        String place = words[1].replace("\\040", " ");
        if (words[0].equals(SOURCE) && Path.of(place).startsWith(folder)) {
          run("umount", "--lazy", place);
        }
      }
    } catch (IOException e) {
      throw new ClusterException("can't see what is mounted: " + e.getMessage(), e);
    }
  }

  /**
   * Moves the folder's files onto the disk.
   *
   * @param spareMegabytes left for what the server will write
   * @throws ClusterException if the machine refuses
   */
  public SmallDisk(ManagedProcess server, int spareMegabytes) {
    this.folder = server.directory();
    this.disk = folder.resolveSibling(folder.getFileName() + ".disk");
    String used = run("du", "-sm", folder.toString()).split("\\s")[0];
    long size = Long.parseLong(used) + spareMegabytes;
    try {
      Files.createDirectories(disk);
    } catch (IOException e) {
      throw new ClusterException("can't create " + disk + ": " + e.getMessage(), e);
    }
    run("mount", "-t", "tmpfs", "-o", "size=" + size + "m", SOURCE, disk.toString());
    copy(folder, disk);
    run("mount", "--bind", disk.toString(), folder.toString());
  }

  public void fill() {
    try (OutputStream filler = Files.newOutputStream(disk.resolve(FILLER))) {
      for (int size = BLOCK; size > 0; size >>= 1) {
        writeAll(filler, new byte[size]);
      }
    } catch (IOException e) {
      // Closing fails too: it is full.
    }
  }

  private static void writeAll(OutputStream out, byte[] block) {
    try {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      // No room for such a block.
    }
  }

  public void free() {
    try {
      Files.deleteIfExists(disk.resolve(FILLER));
    } catch (IOException e) {
      throw new ClusterException("can't free " + disk + ": " + e.getMessage(), e);
    }
  }

  /** Moves the files back. */
  @Override
  public void close() {
    run("umount", folder.toString());
    try {
      free();
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          FileTree.delete(file);
        }
      }
      copy(disk, folder);
      run("umount", disk.toString());
      Files.delete(disk);
    } catch (IOException e) {
      throw new ClusterException("can't put back " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Files of Kafka have holes: its indexes would be of 10 MB each without them. */
  private static void copy(Path from, Path to) {
    run("cp", "-a", "--sparse=always", from + "/.", to.toString());
  }

  private static String run(String... command) {
    return CommandLineTool.run(List.of(command));
  }
}
