package dev.meetuppulse.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * The body of a response, shared by all clients: compressed and tagged once, not once a request.
 * Thread safe.
 */
public final class Payload {
  private final String type;
  private final byte[] plain;
  private final String tag;
  private volatile byte[] compressed;

  /** A body of content type {@code type}, in UTF-8. */
  public Payload(String type, String content) {
    this(type, content.getBytes(StandardCharsets.UTF_8));
  }

  private Payload(String type, byte[] plain) {
    this.type = type;
    this.plain = plain;
    this.tag = "W/\"" + hash(plain) + "\"";
  }

  /** A record, list or map as JSON. */
  public static Payload json(Object value) {
    return new Payload(Responder.JSON, Json.bytes(value));
  }

  /** JSON that is written already. */
  public static Payload jsonText(String text) {
    return new Payload(Responder.JSON, text);
  }

  public String type() {
    return type;
  }

  public byte[] plain() {
    return plain;
  }

  /** Compressed by gzip when first asked for. */
  public byte[] compressed() {
    byte[] known = compressed;
    if (known == null) {
      known = gzip(plain);
      compressed = known;
    }
    return known;
  }

  /** An ETag, quotes included; weak, because it is the same compressed or not. */
  public String tag() {
    return tag;
  }

  public String text() {
    return new String(plain, StandardCharsets.UTF_8);
  }

  /** 16 hexadecimal digits that differ when the content does. */
  public static String hash(byte[] content) {
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
