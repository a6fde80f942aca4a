package dev.meetuppulse.simulator.meetup;

import static graphql.schema.idl.TypeRuntimeWiring.newTypeWiring;

import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherResult;
import graphql.scalars.ExtendedScalars;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Answers the queries of the schema, and its lists of events, from the world. */
final class Resolvers {
  /** GraphQL context key: the time at which a query is answered, ms since the epoch. */
  static final String NOW = "now";

  /** GraphQL context key: set if the query is not answered. */
  static final String REFUSED = "refused";

  static final String NETWORK = "simulated";

  /** The real one's total is above the edges, too. */
  private static final int MORE_IN_TOTAL = 5;

  private final ApiWorld world;
  private final FaultInjector faults;

  Resolvers(ApiWorld world, FaultInjector faults) {
    this.world = world;
    this.faults = faults;
  }

  RuntimeWiring wiring() {
    return RuntimeWiring.newRuntimeWiring()
        .scalar(GraphQLScalarType.newScalar(ExtendedScalars.DateTime).name("DateTime").build())
        .type(
            newTypeWiring("Query")
                .dataFetcher("event", this::event)
                .dataFetcher("groupByUrlname", this::group)
                .dataFetcher("proNetwork", this::network))
        .type(newTypeWiring("ProNetwork").dataFetcher("eventsSearch", this::search))
        .type(GroupFetchers.wiring().dataFetcher("events", this::eventsOfGroup))
        .type(new EventFetchers(faults).wiring().dataFetcher("rsvps", new RsvpFetchers(faults)::of))
        .type(RsvpFetchers.wiring())
        .build();
  }

  static long now(DataFetchingEnvironment environment) {
    return environment.getGraphQlContext().<Long>get(NOW);
  }

  /** An argument that is an input object, empty if it is not given. */
  static Map<?, ?> object(DataFetchingEnvironment environment, String argument) {
    return environment.getArgument(argument) instanceof Map<?, ?> map ? map : Map.of();
  }

  private Object event(DataFetchingEnvironment environment) {
    ApiEvent event = world.event(environment.getArgument("id"), now(environment));
    if (event != null && faults.refuses(event, now(environment))) {
      environment.getGraphQlContext().put(REFUSED, true);
    }
    if (event != null && (faults.losesEvent() || faults.hides(event, now(environment)))) {
      return DataFetcherResult.newResult()
          .error(
              GraphqlErrorBuilder.newError(environment)
                  .message("Exception while fetching data (%s)", environment.getField().getName())
                  .build())
          .build();
    }
    if (event != null) {
      faults.hideARow(event, now(environment));
    }
    return event;
  }

  private Object group(DataFetchingEnvironment environment) {
    ApiGroup group = world.group(environment.getArgument("urlname"));
    return group == null || group.isPrivate() || faults.losesGroup() ? null : group;
  }

  private Object network(DataFetchingEnvironment environment) {
    return NETWORK.equals(environment.getArgument("urlname"))
        ? Map.of("id", "1", "name", "Simulated network", "urlname", NETWORK)
        : null;
  }

  private Object search(DataFetchingEnvironment environment) {
    Map<String, Object> input = environment.getArgument("input");
    Map<?, ?> filter = input.get("filter") instanceof Map<?, ?> map ? map : Map.of();
    boolean upcoming =
        !(filter.get("status") instanceof List<?> wanted) || wanted.contains("UPCOMING");
    List<ApiEvent> events = upcoming ? world.upcoming(now(environment)) : List.of();
    List<ApiEvent> found =
        between(events.stream(), filter.get("eventDateMin"), filter.get("eventDateMax"));
    Map<String, Object> page = ConnectionPage.of(found, input);
    page.put("totalCount", found.size() + MORE_IN_TOTAL);
    return page;
  }

  private Object eventsOfGroup(DataFetchingEnvironment environment) {
    ApiGroup group = environment.getSource();
    Map<?, ?> filter = object(environment, "filter");
    List<?> statuses = filter.get("status") instanceof List<?> list ? list : List.of("ACTIVE");
    long now = now(environment);
    Stream<ApiEvent> events =
        group.events().stream()
            .filter(event -> statuses.contains(event.status(now)))
            .sorted(Comparator.comparingLong(event -> event.plan().start()));
    List<ApiEvent> found =
        between(events, filter.get("afterDateTime"), filter.get("beforeDateTime"));
    Map<String, Object> page = ConnectionPage.of(found, environment.getArguments());
    page.put("totalCount", found.size());
    return page;
  }

  private static List<ApiEvent> between(Stream<ApiEvent> events, Object from, Object to) {
    long least = from instanceof OffsetDateTime time ? millis(time) : Long.MIN_VALUE;
    long most = to instanceof OffsetDateTime time ? millis(time) : Long.MAX_VALUE;
    return events
        .filter(event -> event.plan().start() >= least && event.plan().start() <= most)
        .toList();
  }

  private static long millis(OffsetDateTime time) {
    return time.toInstant().toEpochMilli();
  }
}
