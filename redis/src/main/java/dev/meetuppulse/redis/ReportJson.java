package dev.meetuppulse.redis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.PartitionReport;

/** A report on a partition as the JSON that is stored. */
final class ReportJson {
  private ReportJson() {}

  static String write(PartitionReport report) {
    return BoardJson.write(
        json -> {
          json.writeNumberField("next", report.next());
          json.writeNumberField("end", report.logEnd());
          if (report.halt() != null) {
            json.writeStringField("reason", report.halt().id());
            json.writeStringField("seen", report.seen());
            json.writeNumberField("since", report.since());
          }
          if (report.lost() > 0) {
            json.writeNumberField("lost", report.lost());
            json.writeStringField("lostText", report.lostText());
          }
        });
  }

  /** Parses what {@link #write} wrote. A reason of a later version counts as {@code STALLED}. */
  static PartitionReport read(int partition, JsonNode json) {
    String reason = json.path("reason").asText();
    return new PartitionReport(
        partition,
        json.path("next").asLong(-1),
        json.path("end").asLong(-1),
        reason.isEmpty() ? null : HaltReason.of(reason),
        json.path("seen").asText(),
        json.path("since").asLong(),
        json.path("lost").asLong(),
        json.path("lostText").asText());
  }
}
