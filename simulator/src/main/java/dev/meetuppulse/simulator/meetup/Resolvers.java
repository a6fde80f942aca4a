package dev.meetuppulse.simulator.meetup;

import static graphql.schema.idl.TypeRuntimeWiring.newTypeWiring;

import dev.meetuppulse.simulator.GroupProfile;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherResult;
import graphql.scalars.ExtendedScalars;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.TypeRuntimeWiring;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Answers each field of the schema from the world. */
final class Resolvers {
  /** Key of the time at which a query is answered, ms since the epoch, in its context. */
  static final String NOW = "now";

  static final String NETWORK = "simulated";

  private static final Set<String> DEFAULT_STATUSES = Set.of("YES", "ATTENDED");

  private final ApiWorld world;
  private final Mischief mischief;

  Resolvers(ApiWorld world, Mischief mischief) {
    this.world = world;
    this.mischief = mischief;
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
        .type(groupWiring())
        .type(eventWiring())
        .type(rsvpWiring())
        .build();
  }

  private TypeRuntimeWiring.Builder groupWiring() {
    return newTypeWiring("Group")
        .dataFetcher("id", ofGroup(group -> group.profile().id()))
        .dataFetcher("name", ofGroup(group -> group.profile().name()))
        .dataFetcher("urlname", ofGroup(group -> group.profile().urlname()))
        .dataFetcher("city", ofGroup(ApiGroup::city))
        .dataFetcher("state", ofGroup(group -> lower(group.profile().place().state())))
        .dataFetcher("country", ofGroup(Resolvers::country))
        .dataFetcher("lat", ofGroup(group -> group.profile().place().lat()))
        .dataFetcher("lon", ofGroup(group -> group.profile().place().lon()))
        .dataFetcher("activeTopics", ofGroup(group -> topics(group.profile().topics())))
        .dataFetcher("events", this::eventsOfGroup);
  }

  private TypeRuntimeWiring.Builder eventWiring() {
    return newTypeWiring("Event")
        .dataFetcher("id", ofEvent(ApiEvent::id))
        .dataFetcher("token", ofEvent((event, now) -> event.token()))
        .dataFetcher("title", ofEvent((event, now) -> event.plan().title()))
        .dataFetcher("eventUrl", ofEvent((event, now) -> event.url()))
        .dataFetcher("dateTime", ofEvent((event, now) -> time(event, event.plan().start())))
        .dataFetcher("createdTime", ofEvent((event, now) -> time(event, event.plan().created())))
        .dataFetcher("status", ofEvent(ApiEvent::status))
        .dataFetcher(
            "eventType", ofEvent((event, now) -> event.plan().online() ? "ONLINE" : "PHYSICAL"))
        .dataFetcher("group", ofEvent((event, now) -> groupOf(event)))
        .dataFetcher("networkEvent", ofEvent((event, now) -> id(event.plan().networkEvent())))
        .dataFetcher(
            "series",
            ofEvent(
                (event, now) ->
                    event.plan().series() == null ? null : id(event.plan().series().id())))
        .dataFetcher("venues", ofEvent((event, now) -> List.of(venue(event))))
        .dataFetcher("topics", ofEvent((event, now) -> ownTopics(event)))
        .dataFetcher("rsvps", this::rsvps);
  }

  private static TypeRuntimeWiring.Builder rsvpWiring() {
    return newTypeWiring("Rsvp")
        .dataFetcher("id", environment -> row(environment).id())
        .dataFetcher("status", environment -> row(environment).status())
        .dataFetcher("guestsCount", environment -> row(environment).guests())
        .dataFetcher(
            "updated",
            environment ->
                Instant.ofEpochMilli(row(environment).updated()).atOffset(ZoneOffset.UTC));
  }

  private Object event(DataFetchingEnvironment environment) {
    ApiEvent event = world.event(environment.getArgument("id"), now(environment));
    if (event == null) {
      return null;
    }
    if (mischief.losesEvent()) {
      return DataFetcherResult.newResult()
          .error(
              GraphqlErrorBuilder.newError(environment)
                  .message("Exception while fetching data (%s)", environment.getField().getName())
                  .build())
          .build();
    }
    mischief.hideARow(event, now(environment));
    return event;
  }

  private Object group(DataFetchingEnvironment environment) {
    ApiGroup group = world.group(environment.getArgument("urlname"));
    return group == null || group.isPrivate() || mischief.losesGroup() ? null : group;
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
    Stream<ApiEvent> events =
        upcoming ? world.upcoming(now(environment)).stream() : Stream.<ApiEvent>empty();
    List<ApiEvent> found =
        between(events, filter.get("eventDateMin"), filter.get("eventDateMax")).toList();
    return connection(found, input, found.size() + 5);
  }

  private Object eventsOfGroup(DataFetchingEnvironment environment) {
    ApiGroup group = environment.getSource();
    Map<?, ?> filter = environment.getArgument("filter") instanceof Map<?, ?> map ? map : Map.of();
    Object statuses = filter.get("status");
    long now = now(environment);
    Stream<ApiEvent> events =
        group.events().stream()
            .filter(
                event ->
                    statuses instanceof List<?> wanted
                        ? wanted.contains(event.status(now))
                        : event.isUpcoming(now))
            .sorted((a, b) -> Long.compare(a.plan().start(), b.plan().start()));
    List<ApiEvent> found =
        between(events, filter.get("afterDateTime"), filter.get("beforeDateTime")).toList();
    return connection(found, environment.getArguments(), found.size());
  }

  private Object rsvps(DataFetchingEnvironment environment) {
    ApiEvent event = environment.getSource();
    long now = now(environment);
    Map<?, ?> filter = environment.getArgument("filter") instanceof Map<?, ?> map ? map : Map.of();
    List<?> wanted = filter.get("rsvpStatus") instanceof List<?> list ? list : null;
    List<ApiRsvp.Row> rows =
        event.visibleRows(now).stream().filter(row -> isWanted(row, wanted)).toList();
    Map<String, Object> page =
        connection(rows, environment.getArguments(), rows.size() + mischief.moreInTotal(event));
    List<ApiRsvp.Row> all = event.allRows(now);
    page.put("yesCount", count(all, Set.of("YES", "ATTENDED", "NO_SHOW")));
    page.put("noCount", count(all, Set.of("NO")));
    page.put("waitlistCount", count(all, Set.of("WAITLIST")));
    return page;
  }

  /** Who does not ask for a status gets those that come; a row without one is never left out. */
  private static boolean isWanted(ApiRsvp.Row row, List<?> wanted) {
    return row.status() == null
        || (wanted == null
            ? DEFAULT_STATUSES.contains(row.status())
            : wanted.contains(row.status()));
  }

  private static int count(List<ApiRsvp.Row> rows, Set<String> statuses) {
    return (int)
        rows.stream()
            .filter(row -> row.status() != null && statuses.contains(row.status()))
            .count();
  }

  private static Map<String, Object> connection(
      List<?> all, Map<String, Object> arguments, int total) {
    Map<String, Object> page = Page.of(all, arguments);
    page.put("totalCount", total);
    return page;
  }

  private static Stream<ApiEvent> between(Stream<ApiEvent> events, Object from, Object to) {
    long least = from instanceof OffsetDateTime time ? millis(time) : Long.MIN_VALUE;
    long most = to instanceof OffsetDateTime time ? millis(time) : Long.MAX_VALUE;
    return events.filter(event -> event.plan().start() >= least && event.plan().start() <= most);
  }

  private Object groupOf(ApiEvent event) {
    return event.group().isPrivate() || mischief.losesGroup() ? null : event.group();
  }

  private static Map<String, Object> ownTopics(ApiEvent event) {
    return Page.of(event.plan().ownTopics() ? topics(ApiTruth.topics(event)) : List.of(), Map.of());
  }

  private static List<Map<String, String>> topics(List<GroupProfile.Topic> topics) {
    return topics.stream()
        .map(
            topic ->
                Map.of(
                    "id",
                    Integer.toString(topic.urlkey().hashCode() & 0xFFFFFF),
                    "name",
                    topic.name(),
                    "urlkey",
                    topic.urlkey()))
        .toList();
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

  /** In the case that the service happens to use. */
  private static String country(ApiGroup group) {
    String country = group.profile().place().country();
    return group.profile().id() % 3 == 0 ? country.toUpperCase(java.util.Locale.ROOT) : country;
  }

  private static String lower(String text) {
    return text == null ? null : text.toLowerCase(java.util.Locale.ROOT);
  }

  private static Map<String, Object> id(Object id) {
    return id == null ? null : Map.of("id", id.toString());
  }

  private static OffsetDateTime time(ApiEvent event, long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZoneId.of(event.group().zone())).toOffsetDateTime();
  }

  private static long millis(OffsetDateTime time) {
    return time.toInstant().toEpochMilli();
  }

  private static long now(DataFetchingEnvironment environment) {
    return environment.getGraphQlContext().<Long>get(NOW);
  }

  private static ApiRsvp.Row row(DataFetchingEnvironment environment) {
    return environment.getSource();
  }

  private static DataFetcher<?> ofGroup(java.util.function.Function<ApiGroup, Object> value) {
    return environment -> value.apply(environment.getSource());
  }

  private static DataFetcher<?> ofEvent(EventValue value) {
    return environment -> value.of(environment.getSource(), now(environment));
  }

  /** A field of an event. */
  @FunctionalInterface
  private interface EventValue {
    Object of(ApiEvent event, long now);
  }
}
