package dev.meetuppulse.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Looks for a text in all files of a folder, packed ones too, while others write and delete there.
 */
public final class FileSearch extends SimpleFileVisitor<Path> {
  private final String text;
  private final List<Path> found = new ArrayList<>();

  private FileSearch(String text) {
    this.text = text;
  }

  /** The files that hold a text; jars are left out. */
  public static List<Path> filesWith(Path folder, String text) throws IOException {
    FileSearch search = new FileSearch(text);
    Files.walkFileTree(folder, search);
    return search.found;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()
        && !file.toString().endsWith(".jar")
        && content(file).contains(text)) {
      found.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  /** One that is gone by now holds nothing. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException e) {
    return FileVisitResult.CONTINUE;
  }

  private static String content(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
        bytes = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
