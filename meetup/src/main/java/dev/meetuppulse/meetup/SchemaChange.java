package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.feed.Printable;
import graphql.language.NamedNode;
import graphql.language.Node;
import graphql.language.SourceLocation;
import graphql.parser.Parser;
import java.util.Optional;
import java.util.Set;

/** Detects that Meetup no longer knows something that a query asks for, and names it. */
final class SchemaChange {
  private static final Set<String> KINDS =
      Set.of(
          "ValidationError", "InvalidSyntax", "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED");
  private static final int MAX_CHARACTERS = 200;

  private SchemaChange() {}

  /**
   * @param error one of a response's {@code errors}
   * @return what to say before giving up, or empty if the query is valid
   */
  static Optional<FeedException> in(JsonNode error, Query query) {
    JsonNode extensions = error.path("extensions");
    if (!KINDS.contains(extensions.path("classification").asText())
        && !KINDS.contains(extensions.path("code").asText())) {
      return Optional.empty();
    }
    String message = Printable.of(error.path("message").asText());
    String shown =
        message.length() > MAX_CHARACTERS ? message.substring(0, MAX_CHARACTERS) + "…" : message;
    JsonNode location = error.path("locations").path(0);
    String what =
        name(
                Parser.parse(query.text()),
                location.path("line").asInt(),
                location.path("column").asInt())
            .map(name -> "'" + name + "'")
            .orElse("a part");
    return Optional.of(
        new FeedException(
            ("Meetup's schema has changed: it refuses %s of the query %s (%s);"
                    + " this needs a newer version of Meetup Pulse")
                .formatted(what, query.name(), shown)));
  }

  /** The name at a position of a query; empty if there is none. */
  private static Optional<String> name(Node<?> node, int line, int column) {
    SourceLocation at = node.getSourceLocation();
    if (at != null
        && at.getLine() == line
        && at.getColumn() == column
        && node instanceof NamedNode<?> named
        && named.getName() != null) {
      return Optional.of(named.getName());
    }
    return node.getChildren().stream()
        .map(child -> name(child, line, column))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
