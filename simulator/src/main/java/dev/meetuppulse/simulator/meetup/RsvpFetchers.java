package dev.meetuppulse.simulator.meetup;

import static graphql.schema.idl.TypeRuntimeWiring.newTypeWiring;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.TypeRuntimeWiring;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Answers {@code Event.rsvps}, and the fields of {@code Rsvp}. */
final class RsvpFetchers {
  private static final Set<String> DEFAULT_STATUSES = Set.of("YES", "ATTENDED");
  private static final Set<String> COUNTED_AS_YES = Set.of("YES", "ATTENDED", "NO_SHOW");

  private final FaultInjector faults;

  RsvpFetchers(FaultInjector faults) {
    this.faults = faults;
  }

  static TypeRuntimeWiring.Builder wiring() {
    return newTypeWiring("Rsvp")
        .dataFetcher("id", of(ApiRsvp.RsvpState::id))
        .dataFetcher("status", of(ApiRsvp.RsvpState::status))
        .dataFetcher("guestsCount", of(ApiRsvp.RsvpState::guests))
        .dataFetcher(
            "updated", of(row -> Instant.ofEpochMilli(row.updated()).atOffset(ZoneOffset.UTC)));
  }

  /** The RSVPs of an event, last changed first. */
  Object of(DataFetchingEnvironment environment) {
    ApiEvent event = environment.getSource();
    long now = Resolvers.now(environment);
    Map<?, ?> filter = Resolvers.object(environment, "filter");
    List<?> wanted = filter.get("rsvpStatus") instanceof List<?> list ? list : null;
    List<ApiRsvp.RsvpState> rows =
        event.visibleRows(now).stream().filter(row -> isWanted(row, wanted)).toList();
    Map<String, Object> page = ConnectionPage.of(rows, environment.getArguments());
    page.put("totalCount", rows.size() + faults.moreInTotal(event));
    List<ApiRsvp.RsvpState> all = event.allRows(now);
    page.put("yesCount", count(all, COUNTED_AS_YES));
    page.put("noCount", count(all, Set.of("NO")));
    page.put("waitlistCount", count(all, Set.of("WAITLIST")));
    return page;
  }

  /** Without a filter only those that come are shown; a row without a status is never left out. */
  private static boolean isWanted(ApiRsvp.RsvpState row, List<?> wanted) {
    return row.status() == null
        || (wanted == null
            ? DEFAULT_STATUSES.contains(row.status())
            : wanted.contains(row.status()));
  }

  private static int count(List<ApiRsvp.RsvpState> rows, Set<String> statuses) {
    return (int)
        rows.stream()
            .filter(row -> row.status() != null && statuses.contains(row.status()))
            .count();
  }

  private static DataFetcher<?> of(Function<ApiRsvp.RsvpState, Object> value) {
    return environment -> value.apply(environment.getSource());
  }
}
