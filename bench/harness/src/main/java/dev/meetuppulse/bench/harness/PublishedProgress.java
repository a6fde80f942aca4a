package dev.meetuppulse.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * When how many records had been counted, as an engine published it.
 *
 * @param points in the order of time
 */
record PublishedProgress(List<ProgressPoint> points) {

  /**
   * A publication.
   *
   * @param at wall clock, ms since the epoch
   * @param records counted
   */
  record ProgressPoint(long at, long records) {}

  static PublishedProgress read(Path file) throws IOException {
    List<ProgressPoint> points = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split(" ");
      points.add(new ProgressPoint(Long.parseLong(fields[0]), Long.parseLong(fields[1])));
    }
    return new PublishedProgress(points);
  }

  long records() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).records;
  }

  /**
   * Records a second between the first publication at 20 % or later and the last at 80 % or before;
   * 0 if these are not two.
   */
  double steady(long total) {
    List<ProgressPoint> middle =
        points.stream()
            .filter(point -> point.records >= total * 0.2 && point.records <= total * 0.8)
            .toList();
    if (middle.size() < 2) {
      return 0;
    }
    ProgressPoint first = middle.get(0);
    ProgressPoint last = middle.get(middle.size() - 1);
    return last.at == first.at ? 0 : (last.records - first.records) * 1e3 / (last.at - first.at);
  }
}
