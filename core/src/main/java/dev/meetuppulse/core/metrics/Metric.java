package dev.meetuppulse.core.metrics;

import static dev.meetuppulse.core.metrics.Metric.Origin.COUNT;
import static dev.meetuppulse.core.metrics.Metric.Origin.FEED;
import static dev.meetuppulse.core.metrics.Metric.Origin.WEB;
import static dev.meetuppulse.core.metrics.Metric.Origin.WORKER;
import static dev.meetuppulse.core.metrics.Metric.Type.COUNTER;
import static dev.meetuppulse.core.metrics.Metric.Type.GAUGE;
import static dev.meetuppulse.core.metrics.Metric.Type.HISTOGRAM;
import static dev.meetuppulse.core.metrics.Metric.Type.SUMMARY;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Every metric: its name in Prometheus, its labels and meaning. Names are stable. A name ends in
 * its unit; times are seconds.
 */
public enum Metric {
  RECORDS(
      COUNT,
      COUNTER,
      "pulse_records_total",
      "records counted: new, duplicate, stale, changed, filtered or invalid",
      "outcome"),
  INVALID_RECORDS(
      COUNT, COUNTER, "pulse_invalid_records_total", "records that broke a rule", "reason"),
  LATE_RECORDS(
      COUNT, COUNTER, "pulse_late_records_total", "RSVPs too old for every window but all"),
  FORGOTTEN_RSVPS(
      COUNT,
      COUNTER,
      "pulse_forgotten_rsvps_total",
      "RSVPs forgotten before their time: count.remember-most was reached, or count.most-keys left no"
          + " room for their groups"),
  LAG(
      COUNT,
      GAUGE,
      "pulse_lag_records",
      "records that wait in Kafka: its end minus what is saved",
      "partition"),
  HALTED(
      COUNT,
      GAUGE,
      "pulse_partitions_halted",
      "stuck partitions, by the reason that the status gives; a reason that holds for the whole topic"
          + " counts at least 1",
      "reason"),
  LOST_RECORDS(
      COUNT,
      COUNTER,
      "pulse_lost_records_total",
      "records that are gone from Kafka: before they were counted, or cut off a log",
      "partition"),
  REBUILDING(
      COUNT, GAUGE, "pulse_rebuilding", "1 while a partition is being rebuilt from Kafka, else 0"),
  BOARDS_AGE(
      COUNT,
      GAUGE,
      "pulse_boards_age_seconds",
      "age of the status, published with the boards; /readyz names boards that are older"),
  REDIS_UP(COUNT, GAUGE, "pulse_redis_up", "1 if Redis answered this scrape, else 0"),

  BATCHES(WORKER, SUMMARY, "pulse_batch_records", "records of a batch, as parsed", "worker"),
  PARSE_TIME(WORKER, SUMMARY, "pulse_parse_seconds", "time to parse a batch", "worker"),
  SAVE_TIME(WORKER, SUMMARY, "pulse_save_seconds", "time to save a delta in Redis", "worker"),
  SAVE_BYTES(WORKER, SUMMARY, "pulse_save_bytes", "size of a delta", "worker"),
  PUBLISH_TIME(
      WORKER, SUMMARY, "pulse_publish_seconds", "time to publish boards in Redis", "worker"),
  SHOWN_AFTER(
      WORKER,
      HISTOGRAM,
      "pulse_append_to_boards_seconds",
      "time from Kafka's append of the oldest record of a delta to the boards that show it",
      "worker"),
  JOURNAL_BYTES(
      WORKER, GAUGE, "pulse_journal_bytes", "size of the partitions' journals, about", "worker"),
  REMEMBERED(WORKER, GAUGE, "pulse_remembered_rsvps", "RSVPs that are remembered", "worker"),
  KEYS(WORKER, GAUGE, "pulse_keys", "keys that are held, of all dimensions", "worker"),
  CELLS(
      WORKER,
      GAUGE,
      "pulse_cells",
      "cells that windows hold, of all partitions of the worker; from three quarters of"
          + " count.most-cells in a partition, RSVPs that need another cell are unlisted",
      "worker"),
  REDIS_ERRORS(
      WORKER, COUNTER, "pulse_redis_errors_total", "saves and publications that failed", "worker"),
  REWINDS(
      WORKER,
      COUNTER,
      "pulse_rewinds_total",
      "times that a partition was read again from where its journal ends",
      "worker"),
  IN_FLIGHT(
      WORKER, GAUGE, "pulse_in_flight_records", "records that are read but not saved", "worker"),

  API_REQUESTS(
      WEB,
      COUNTER,
      "pulse_api_requests_total",
      "requests to the page and its API",
      "route",
      "status"),
  API_TIME(WEB, HISTOGRAM, "pulse_api_request_seconds", "time to answer a request", "route"),

  FEED_RECORDS(FEED, COUNTER, "pulse_feed_records_total", "records that Kafka has acknowledged"),
  FEED_RECONNECTS(FEED, COUNTER, "pulse_feed_reconnects_total", "times the stream was reopened"),
  FEED_SEEN(
      FEED,
      GAUGE,
      "pulse_feed_seen_seconds",
      "time within which 95 % of Meetup's last RSVPs were seen, at moving or other events",
      "events");

  /** The part of the system that has the value. */
  public enum Origin {
    /** The count, through Redis; the web server exposes it. */
    COUNT,
    /** A worker process, through Redis; the web server exposes it. */
    WORKER,
    /** The web server itself. */
    WEB,
    /** A feed. */
    FEED
  }

  /** Its type in Prometheus. */
  public enum Type {
    COUNTER,
    GAUGE,
    SUMMARY,
    HISTOGRAM
  }

  private final Origin source;
  private final Type type;
  private final String id;
  private final String help;
  private final List<String> labels;

  Metric(Origin source, Type type, String id, String help, String... labels) {
    this.source = source;
    this.type = type;
    this.id = id;
    this.help = help;
    this.labels = List.of(labels);
  }

  /**
   * The worker's metric that has that name in a worker's registry; empty if there is none. A
   * histogram has several: see {@link WorkerHistogram}.
   */
  public static Optional<Metric> ofWorker(String id) {
    return Arrays.stream(values())
        .filter(metric -> metric.source == WORKER && metric.isNamed(id))
        .findFirst();
  }

  private boolean isNamed(String name) {
    return type == HISTOGRAM ? name.startsWith(WorkerHistogram.prefix(this)) : name.equals(id);
  }

  public Origin source() {
    return source;
  }

  public Type type() {
    return type;
  }

  /** The name in Prometheus; in a worker's registry too, unless it is a histogram. */
  public String id() {
    return id;
  }

  public String help() {
    return help;
  }

  public List<String> labels() {
    return labels;
  }
}
