package dev.meetuppulse.simulator.meetup;

import static graphql.schema.idl.TypeRuntimeWiring.newTypeWiring;

import dev.meetuppulse.simulator.GroupProfile;
import graphql.schema.DataFetcher;
import graphql.schema.idl.TypeRuntimeWiring;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Answers the fields of {@code Group} but for its events. */
final class GroupFetchers {
  private GroupFetchers() {}

  static TypeRuntimeWiring.Builder wiring() {
    return newTypeWiring("Group")
        .dataFetcher("id", of(group -> group.profile().id()))
        .dataFetcher("name", of(group -> group.profile().name()))
        .dataFetcher("urlname", of(group -> group.profile().urlname()))
        .dataFetcher("city", of(ApiGroup::city))
        .dataFetcher("state", of(GroupFetchers::state))
        .dataFetcher("country", of(GroupFetchers::country))
        .dataFetcher("lat", of(group -> group.profile().place().lat()))
        .dataFetcher("lon", of(group -> group.profile().place().lon()))
        .dataFetcher("activeTopics", of(group -> topics(group.profile().topics())));
  }

  static List<Map<String, String>> topics(List<GroupProfile.GroupTopic> topics) {
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

  private static String state(ApiGroup group) {
    String state = group.profile().place().state();
    return state == null ? null : state.toLowerCase(Locale.ROOT);
  }

  /** In either case: nothing says which. */
  private static String country(ApiGroup group) {
    String country = group.profile().place().country();
    return group.profile().id() % 3 == 0 ? country.toUpperCase(Locale.ROOT) : country;
  }

  private static DataFetcher<?> of(Function<ApiGroup, Object> value) {
    return environment -> value.apply(environment.getSource());
  }
}
