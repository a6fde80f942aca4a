package dev.meetuppulse.simulator.meetup;

import static graphql.schema.idl.TypeRuntimeWiring.newTypeWiring;

import graphql.schema.DataFetcher;
import graphql.schema.idl.TypeRuntimeWiring;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Answers the fields of {@code Event} but for its RSVPs. */
final class EventFetchers {
  private static final long LENGTH = 2 * 3_600_000L;

  private final FaultInjector faults;

  EventFetchers(FaultInjector faults) {
    this.faults = faults;
  }

  TypeRuntimeWiring.Builder wiring() {
    return newTypeWiring("Event")
        .dataFetcher("id", of(ApiEvent::id))
        .dataFetcher("token", of((event, now) -> event.token()))
        .dataFetcher("title", of((event, now) -> event.plan().title()))
        .dataFetcher("eventUrl", of((event, now) -> event.url()))
        .dataFetcher("dateTime", of((event, now) -> time(event, event.plan().start())))
        .dataFetcher("endTime", of((event, now) -> time(event, event.plan().start() + LENGTH)))
        .dataFetcher("createdTime", of((event, now) -> time(event, event.plan().created())))
        .dataFetcher("status", of(ApiEvent::status))
        .dataFetcher("eventType", of((event, now) -> event.plan().online() ? "ONLINE" : "PHYSICAL"))
        .dataFetcher("group", of((event, now) -> group(event)))
        .dataFetcher("networkEvent", of((event, now) -> id(event.plan().networkEvent())))
        .dataFetcher("series", of((event, now) -> series(event)))
        .dataFetcher("venues", of((event, now) -> List.of(venue(event))))
        .dataFetcher("topics", of((event, now) -> topics(event)));
  }

  private Object group(ApiEvent event) {
    return event.group().isPrivate() || faults.losesGroup() ? null : event.group();
  }

  private static Object series(ApiEvent event) {
    return event.plan().series() == null ? null : id(event.plan().series().id());
  }

  private static Object topics(ApiEvent event) {
    return ConnectionPage.of(
        event.plan().ownTopics() ? GroupFetchers.topics(ApiTruth.topics(event)) : List.of(),
        Map.of());
  }

  private static Map<String, Object> venue(ApiEvent event) {
    Map<String, Object> venue = new HashMap<>();
    venue.put("id", "1");
    if (event.plan().online()) {
      venue.put("venueType", "online");
    } else {
      venue.put("city", event.group().city());
      venue.put("country", event.group().profile().place().country());
    }
    return venue;
  }

  private static Map<String, Object> id(Object id) {
    return id == null ? null : Map.of("id", id.toString());
  }

  private static OffsetDateTime time(ApiEvent event, long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZoneId.of(event.group().zone())).toOffsetDateTime();
  }

  private static DataFetcher<?> of(BiFunction<ApiEvent, Long, Object> value) {
    return environment -> value.apply(environment.getSource(), Resolvers.now(environment));
  }
}
