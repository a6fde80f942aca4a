package dev.meetuppulse.redis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.source.MergedReports;
import dev.meetuppulse.core.source.Reporter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the reports on partitions. Thread safe. */
final class ReportReader {
  /** The field that has the topic's partitions; see publish-reports.lua. */
  private static final String SIZE = "-1:size";

  private static final Script READ = new Script("read-reports");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RedisAccess access;

  ReportReader(RedisAccess access) {
    this.access = access;
  }

  /** The state of each partition; without partitions if nothing was ever reported. */
  MergedReports read() {
    List<String> names = List.of(access.keys.reports());
    List<?> answer = (List<?>) access.guard.call(() -> READ.run(access.redis, names, List.of()));
    long now = Long.parseLong((String) answer.get(0));
    List<?> fields = (List<?>) answer.get(1);
    List<MergedReports.PublishedReport> published = new ArrayList<>();
    MergedReports.TopicSize size = MergedReports.TopicSize.UNKNOWN;
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      String field = (String) fields.get(i);
      String value = (String) fields.get(i + 1);
      if (field.equals(SIZE)) {
        size = size(value, now);
      } else {
        published(field, value, now).ifPresent(published::add);
      }
    }
    return MergedReports.of(published, size, now);
  }

  private static MergedReports.TopicSize size(String value, long now) {
    String[] parts = value.split(" ", 2);
    try {
      return new MergedReports.TopicSize(
          Integer.parseInt(parts[1]), now - Long.parseLong(parts[0]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return MergedReports.TopicSize.UNKNOWN;
    }
  }

  /** Empty for what a later version may have written. */
  private static Optional<MergedReports.PublishedReport> published(
      String field, String value, long now) {
    String[] name = field.split(":", 2);
    int space = value.indexOf(' ');
    Optional<Reporter> reporter =
        Arrays.stream(Reporter.values())
            .filter(one -> name.length == 2 && one.id().equals(name[1]))
            .findFirst();
    if (reporter.isEmpty() || space < 0) {
      return Optional.empty();
    }
    try {
      long at = Long.parseLong(value.substring(0, space));
      return Optional.of(
          new MergedReports.PublishedReport(
              reporter.get(),
              ReportJson.read(Integer.parseInt(name[0]), JSON.readTree(value.substring(space + 1))),
              now - at));
    } catch (NumberFormatException | JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
