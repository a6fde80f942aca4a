package dev.meetuppulse.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** What is sent, made once: plain, compressed, and the tag that says which version it is. */
final class Answer {
  private final String type;
  private final byte[] plain;
  private final byte[] compressed;
  private final String tag;

  private Answer(String type, byte[] plain) {
    this.type = type;
    this.plain = plain;
    this.compressed = gzip(plain);
    this.tag = "W/\"" + hash(plain) + "\"";
  }

  static Answer of(String type, byte[] content) {
    return new Answer(type, content);
  }

  static Answer json(String content) {
    return of("application/json; charset=utf-8", content.getBytes(StandardCharsets.UTF_8));
  }

  String type() {
    return type;
  }

  byte[] plain() {
    return plain;
  }

  byte[] compressed() {
    return compressed;
  }

  /** An ETag, quotes included; weak, because it is the same compressed or not. */
  String tag() {
    return tag;
  }

  String text() {
    return new String(plain, StandardCharsets.UTF_8);
  }

  /** 16 hexadecimal digits that differ when the content does. */
  static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
