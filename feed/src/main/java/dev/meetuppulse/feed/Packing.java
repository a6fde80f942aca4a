package dev.meetuppulse.feed;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Unpacks what is packed with gzip or zlib, and names what is packed or encoded otherwise. */
final class Packing {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_LAYERS = 4;
  private static final int LONGEST_SIGNATURE = 6;

  /**
   * Beginnings of formats that are recognised but not read, as hex, and commands that read them.
   */
  private static final String[][] NAMED = {
    {"504b0304", "a zip archive", "unzip -p FILE"},
    {"504b0506", "an empty zip archive", ""},
    {"425a68", "bytes packed with bzip2", "bzip2 -dc FILE"},
    {"28b52ffd", "bytes packed with zstd", "zstd -dc FILE"},
    {"fd377a585a00", "bytes packed with xz", "xz -dc FILE"},
    {"377abcaf271c", "a 7z archive", "7z x -so FILE"},
    {"04224d18", "bytes packed with lz4", "lz4 -dc FILE"},
    {"1f9d", "bytes packed with compress", "uncompress -c FILE"},
    {"4c5a4950", "bytes packed with lzip", "lzip -dc FILE"},
    {"ff060000734e", "bytes packed with snappy", ""},
    {"526172211a07", "a rar archive", ""},
    {"50415231", "a Parquet file", ""},
    {"4f626a01", "an Avro file", ""},
    {"0000feff", "text in UTF-32", "iconv -f UTF-32 -t UTF-8 FILE"},
    {"fffe0000", "text in UTF-32", "iconv -f UTF-32 -t UTF-8 FILE"},
    {"0000007b", "text in UTF-32", "iconv -f UTF-32BE -t UTF-8 FILE"},
    {"7b000000", "text in UTF-32", "iconv -f UTF-32LE -t UTF-8 FILE"},
    {"feff", "text in UTF-16", "iconv -f UTF-16 -t UTF-8 FILE"},
    {"fffe", "text in UTF-16", "iconv -f UTF-16 -t UTF-8 FILE"},
    {"007b", "text in UTF-16", "iconv -f UTF-16BE -t UTF-8 FILE"},
    {"7b00", "text in UTF-16", "iconv -f UTF-16LE -t UTF-8 FILE"},
  };

  private Packing() {}

  /**
   * The stream without gzip and zlib around it, however often, and without a byte-order mark. Reads
   * only its first byte, unless that may begin a signature.
   *
   * @throws NotJsonLinesException if it is packed or encoded in another way
   */
  static InputStream unpack(InputStream packed) throws IOException {
    BufferedInputStream in = new BufferedInputStream(packed, BUFFER_BYTES);
    for (int layer = 0; ; layer++) {
      String start = start(in);
      boolean zlib = start.matches("78(01|5e|9c|da).*");
      if (!zlib && !start.startsWith("1f8b")) {
        requireUnpacked(start);
        if (start.startsWith("efbbbf")) {
          in.skipNBytes(3);
        }
        return in;
      }
      if (layer == MAX_LAYERS) {
        throw new NotJsonLinesException("bytes packed more than " + MAX_LAYERS + " times");
      }
      in = new BufferedInputStream(unpacked(new Packed(in), zlib), BUFFER_BYTES);
    }
  }

  private static InputStream unpacked(Packed packed, boolean zlib) throws IOException {
    if (zlib) {
      Zlib in = new Zlib(packed);
      return new Unpacked(in, in::written);
    }
    Gzip in = new Gzip(packed);
    return new Unpacked(in, in::written);
  }

  private static void requireUnpacked(String start) throws NotJsonLinesException {
    for (String[] format : NAMED) {
      if (start.startsWith(format[0])) {
        throw new NotJsonLinesException(format[1], format[2]);
      }
    }
  }

  /** The first bytes as hex: as many as a signature has that begins like them. */
  private static String start(BufferedInputStream in) throws IOException {
    StringBuilder hex = new StringBuilder();
    in.mark(LONGEST_SIGNATURE);
    int b;
    while (mayGoOn(hex.toString()) && (b = in.read()) >= 0) {
      hex.append(String.format("%02x", b));
    }
    in.reset();
    return hex.toString();
  }

  private static boolean mayGoOn(String hex) {
    for (String longer : new String[] {"1f8b", "efbbbf", "7801", "785e", "789c", "78da"}) {
      if (longer.length() > hex.length() && longer.startsWith(hex)) {
        return true;
      }
    }
    for (String[] format : NAMED) {
      if (format[0].length() > hex.length() && format[0].startsWith(hex)) {
        return true;
      }
    }
    return false;
  }

  /** Ends with the last part; GZIPInputStream alone takes a part with a broken header for it. */
  private static final class Gzip extends GZIPInputStream {
    private static final int TRAILER_BYTES = 8;

    private final Packed packed;
    private long filled;

    Gzip(Packed packed) throws IOException {
      super(packed, BUFFER_BYTES);
      this.packed = packed;
    }

    long written() {
      return inf.getBytesWritten();
    }

    @Override
    protected void fill() throws IOException {
      super.fill();
      filled = packed.position;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read < 0) {
        packed.requireEnd(filled - inf.getRemaining() + TRAILER_BYTES);
      }
      return read;
    }
  }

  /** One zlib stream, and nothing after it. */
  private static final class Zlib extends InflaterInputStream {
    private final Packed packed;

    Zlib(Packed packed) {
      super(packed);
      this.packed = packed;
    }

    long written() {
      return inf.getBytesWritten();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      if (read < 0) {
        packed.requireEnd(packed.position - inf.getRemaining());
      }
      return read;
    }
  }

  /** Packed bytes, which may have zeros after their end, but nothing else. */
  private static final class Packed extends FilterInputStream {
    private static final long MAX_PADDING = 64 << 20;

    private long position;

    /** Where the last byte that is not zero ends, of those read. */
    private long contentEnd;

    Packed(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      int end = read;
      while (end > 0 && bytes[offset + end - 1] == 0) {
        end--;
      }
      if (end > 0) {
        contentEnd = position + end;
      }
      position += Math.max(0, read);
      return read;
    }

    /** GZIPInputStream takes a pipe that has nothing to read yet for the end of the last part. */
    @Override
    public int available() throws IOException {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0 ? 0 : Math.max(1, in.available());
    }

    /** Reads to the end, and throws if other bytes follow. */
    void requireEnd(long end) throws IOException {
      byte[] bytes = new byte[BUFFER_BYTES];
      int read = 0;
      while (read >= 0 && contentEnd <= end && position - end < MAX_PADDING) {
        read = read(bytes, 0, bytes.length);
      }
      if (contentEnd > end) {
        throw new ZipException("bytes follow the end of what is packed");
      }
    }
  }

  /**
   * The output of an inflater, up to the last byte before damage. An inflater says that there is
   * more until it is at the end, and a buffer would wait for it.
   */
  private static final class Unpacked extends FilterInputStream {
    private final LongSupplier written;
    private ZipException damage;

    /**
     * @param written how many bytes the inflater has written, also in a read that fails
     */
    Unpacked(InputStream in, LongSupplier written) {
      super(in);
      this.written = written;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (damage != null) {
        throw damage;
      }
      long before = written.getAsLong();
      try {
        return in.read(bytes, offset, length);
      } catch (ZipException e) {
        // It counts from 0 again with each part.
        long after = written.getAsLong();
        int whole = (int) (after < before ? after : after - before);
        if (whole <= 0) {
          throw e;
        }
        damage = e;
        return whole;
      }
    }

    @Override
    public int available() {
      return 0;
    }
  }
}
