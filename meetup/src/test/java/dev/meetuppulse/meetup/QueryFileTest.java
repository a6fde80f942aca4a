package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.simulator.meetup.ApiSchema;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FieldDefinition;
import graphql.language.Node;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeName;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.MockedWiringFactory;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The queries against the schema. */
class QueryFileTest {
  private static final String TIME = "2026-01-01T00:00:00Z";

  /** Every field that may be asked for. None of them says who answered. */
  private static final Set<String> FIELDS =
      Set.of(
          """
          proNetwork eventsSearch groupByUrlname events event rsvps pageInfo hasNextPage
          endCursor edges cursor node id token status title eventUrl dateTime endTime group
          name urlname city state country lat lon topics activeTopics urlkey yesCount noCount
          waitlistCount guestsCount updated
          """
              .split("\\s+"));

  @ParameterizedTest
  @EnumSource(QueryFile.class)
  void anyNumberAtOnce_validForOurSchema(QueryFile file) {
    for (int count : new int[] {1, 2, 25}) {
      assertThat(errors(query(file, count), ApiSchema.sdl())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(QueryFile.class)
  void anyNumberAtOnce_validForMeetupsSchema(QueryFile file) throws Exception {
    Path real = Path.of(System.getProperty("pulse.data", "."), "meetup-gql-2025-10.graphqls");
    Assumptions.assumeTrue(Files.exists(real), "no schema: set -Dpulse.data to its folder");

    assertThat(errors(query(file, 3), Files.readString(real))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(QueryFile.class)
  void fields_onlyThoseListedHere(QueryFile file) {
    Set<String> asked = new TreeSet<>();
    collectFields(Parser.parse(query(file, 1).text()), asked);

    assertThat(FIELDS).containsAll(asked).noneMatch(QueryFileTest::isAboutPeople);
  }

  @ParameterizedTest
  @EnumSource(QueryFile.class)
  void aFieldThatMeetupRemoved_isNamed(QueryFile file) throws Exception {
    Query query = query(file, 2);
    int removed = 0;
    for (String field : FIELDS) {
      Optional<JsonNode> error = firstError(query, without(field));
      if (error.isPresent()) {
        removed++;
        assertThat(SchemaChange.in(error.get(), query))
            .map(FeedException::getMessage)
            .hasValueSatisfying(
                message ->
                    assertThat(message)
                        .startsWith("Meetup's schema has changed: it refuses '" + field + "' of ")
                        .contains(" of the query " + query.name() + " ")
                        .doesNotContain("\n"));
      }
    }
    assertThat(removed).isGreaterThan(5);
  }

  @Test
  void anErrorOfAnotherKind_isNoChangeOfTheSchema() throws Exception {
    JsonNode error =
        new ObjectMapper()
            .readTree("{'message':'no','extensions':{'classification':'X'}}".replace('\'', '"'));

    assertThat(SchemaChange.in(error, query(QueryFile.LOOK, 1))).isEmpty();
  }

  @Test
  void variables_thoseThatDifferAreNumbered() {
    Query query =
        QueryFile.RSVPS.of(
            Map.of(),
            List.of(Map.of("id", "a", "first", 40, "after", "x"), Map.of("id", "b", "first", 5)),
            1);

    assertThat(query.variables())
        .containsEntry("first0", 40)
        .containsEntry("first1", 5)
        .containsEntry("id0", "a")
        .containsEntry("after0", "x")
        .containsEntry("id1", "b")
        .containsEntry("after1", null)
        .hasSize(6);
    assertThat(query.points()).isEqualTo(2);
    assertThat(query.text()).contains("n0: event(id: $id0)").contains("n1: event(id: $id1)");
  }

  static Query query(QueryFile file, int count) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(Map.of("id", "1", "urlname", "x", "from", TIME, "to", TIME));
    }
    return file.of(Map.of("first", 5, "from", TIME, "to", TIME), items, 1);
  }

  private static boolean isAboutPeople(String field) {
    String name = field.toLowerCase(Locale.ROOT);
    return name.matches(".*(member|host|user|photo|email|person).*");
  }

  private static List<ValidationError> errors(Query query, String sdl) {
    return errors(query, new SchemaParser().parse(sdl));
  }

  private static List<ValidationError> errors(Query query, TypeDefinitionRegistry types) {
    Document document = Parser.parse(query.text());
    return new Validator().validateDocument(schema(types), document, Locale.ROOT);
  }

  private static Optional<JsonNode> firstError(Query query, TypeDefinitionRegistry types) {
    return errors(query, types).stream()
        .findFirst()
        .map(error -> new ObjectMapper().valueToTree(error.toSpecification()));
  }

  /** Our schema without a field, wherever it is. */
  private static TypeDefinitionRegistry without(String field) {
    TypeDefinitionRegistry types = new SchemaParser().parse(ApiSchema.sdl());
    for (ObjectTypeDefinition type : List.copyOf(types.getTypes(ObjectTypeDefinition.class))) {
      List<FieldDefinition> kept =
          Stream.concat(
                  type.getFieldDefinitions().stream().filter(it -> !it.getName().equals(field)),
                  // A type must have a field.
                  Stream.of(new FieldDefinition("other", new TypeName("ID"))))
              .toList();
      types.remove(type);
      types.add(type.transform(it -> it.fieldDefinitions(kept)));
    }
    return types;
  }

  private static GraphQLSchema schema(TypeDefinitionRegistry types) {
    return new SchemaGenerator()
        .makeExecutableSchema(
            types,
            RuntimeWiring.newRuntimeWiring().wiringFactory(new MockedWiringFactory()).build());
  }

  private static void collectFields(Node<?> node, Set<String> into) {
    if (node instanceof Field field) {
      into.add(field.getName());
    }
    node.getChildren().forEach(child -> collectFields(child, into));
  }
}
