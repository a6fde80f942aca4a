package dev.meetuppulse.bolts;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.util.ArrayList;
import java.util.List;

/** Writes boards for another worker. */
public final class BoardSerializer extends Serializer<Board> {

  @Override
  public void write(Kryo kryo, Output out, Board board) {
    out.writeString(board.dimension().id());
    out.writeString(board.window().name());
    out.writeLong(board.window().bucketMillis());
    out.writeInt(board.window().buckets());
    out.writeLong(board.clock());
    out.writeLong(board.revision());
    out.writeLong(board.rsvps());
    out.writeLong(board.keys());
    out.writeLong(board.accuracy().shortBy());
    out.writeLong(board.accuracy().unlisted());
    out.writeInt(board.rows().size());
    for (Row row : board.rows()) {
      out.writeString(row.key());
      out.writeString(row.label());
      out.writeLong(row.rsvps());
      out.writeLong(row.yes());
      out.writeLong(row.no());
      out.writeLong(row.going());
    }
  }

  @Override
  public Board read(Kryo kryo, Input in, Class<? extends Board> type) {
    Dimension dimension = Dimension.of(in.readString());
    Window window = new Window(in.readString(), in.readLong(), in.readInt());
    long clock = in.readLong();
    long revision = in.readLong();
    long rsvps = in.readLong();
    long keys = in.readLong();
    Board.Accuracy accuracy = new Board.Accuracy(in.readLong(), in.readLong());
    int size = in.readInt();
    List<Row> rows = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      rows.add(
          new Row(
              in.readString(),
              in.readString(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong()));
    }
    return new Board(dimension, window, clock, revision, rsvps, keys, accuracy, rows);
  }
}
