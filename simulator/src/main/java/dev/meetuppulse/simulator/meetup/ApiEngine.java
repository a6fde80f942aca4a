package dev.meetuppulse.simulator.meetup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.simulator.Truth;
import graphql.ExecutionInput;
import graphql.GraphQL;
import graphql.language.Document;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Executes queries against the world, one after the other. Thread safe. */
final class ApiEngine {
  private final ApiWorld world;
  private final GraphQL graphql;

  ApiEngine(ApiOptions options) {
    this.world = new ApiWorld(options);
    Resolvers resolvers = new Resolvers(world, new FaultInjector(options));
    this.graphql = GraphQL.newGraphQL(ApiSchema.executable(resolvers.wiring())).build();
  }

  /** The points that a query costs; 1 if it can't be parsed. */
  static int cost(String query, Map<String, Object> variables) {
    try {
      Document document = Parser.parse(query);
      return QueryCost.of(document, variables);
    } catch (InvalidSyntaxException e) {
      return 1;
    }
  }

  /**
   * The answer by the GraphQL specification: data, errors.
   *
   * @return empty if it is not answered
   */
  synchronized Optional<Map<String, Object>> execute(
      String query, Map<String, Object> variables, long now) {
    world.advance(now);
    ExecutionInput input =
        ExecutionInput.newExecutionInput(query)
            .variables(variables)
            .graphQLContext(Map.of(Resolvers.NOW, now))
            .build();
    Map<String, Object> answer = graphql.execute(input).toSpecification();
    return input.getGraphQLContext().hasKey(Resolvers.REFUSED)
        ? Optional.empty()
        : Optional.of(answer);
  }

  /**
   * The boards as of a time, in the form of {@code pulse count --json}.
   *
   * @param clock that windows end with, ms since the epoch; null for the newest RSVP
   */
  synchronized ObjectNode truth(
      Set<String> countries, Long clock, List<Window> windows, int top, long now) {
    world.advance(now);
    Truth truth = new ApiTruth(countries).count(world);
    return truth.report(
        clock == null ? truth.clock() : clock, List.of(Dimension.values()), windows, top);
  }

  synchronized int upcoming(long now) {
    world.advance(now);
    return world.upcoming(now).size();
  }

  /** Urlnames of the groups. */
  synchronized List<String> groups() {
    return world.groups().stream().map(group -> group.profile().urlname()).toList();
  }
}
