package dev.meetuppulse.simulator.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.AstPrinter;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Every query and answer of the double is in Meetup's schema too. */
class ApiSchemaTest {
  private final List<String> wrong = new ArrayList<>();

  @Test
  void everyType_isAPartOfMeetups() throws Exception {
    Path real = Path.of(System.getProperty("pulse.data", "."), "meetup-gql-2025-10.graphqls");
    Assumptions.assumeTrue(Files.exists(real), "no schema: set -Dpulse.data to its folder");

    compare(new SchemaParser().parse(Files.readString(real)));

    assertThat(wrong).isEmpty();
  }

  @Test
  void aTypeThatIsNoPart_isFound() {
    String changed =
        ApiSchema.sdl()
            .replace("guestsCount: Int!", "guestsCount: Int")
            .replace("  noCount: Int\n", "")
            .replace("  NO_SHOW\n", "")
            .replace("id: ID!): Event", "id: ID): Event");

    compare(new SchemaParser().parse(changed));

    assertThat(wrong)
        .containsExactlyInAnyOrder(
            "Rsvp.guestsCount is Int! here, Int there",
            "RsvpConnection.noCount is not there",
            "RsvpStatus.NO_SHOW is not there",
            "Query.event(id) is ID! here, ID there");
  }

  private void compare(TypeDefinitionRegistry real) {
    for (TypeDefinition<?> ours : new SchemaParser().parse(ApiSchema.sdl()).types().values()) {
      TypeDefinition<?> theirs = real.getTypeOrNull(ours.getName());
      if (theirs == null || theirs.getClass() != ours.getClass()) {
        wrong.add(ours.getName() + " is not there");
      } else if (ours instanceof ObjectTypeDefinition type) {
        fields(type, (ObjectTypeDefinition) theirs);
      } else if (ours instanceof InputObjectTypeDefinition type) {
        inputs(
            type.getName() + ".%s",
            type.getInputValueDefinitions(),
            ((InputObjectTypeDefinition) theirs).getInputValueDefinitions());
      } else if (ours instanceof EnumTypeDefinition type) {
        values(type, (EnumTypeDefinition) theirs);
      }
    }
  }

  private void fields(ObjectTypeDefinition ours, ObjectTypeDefinition theirs) {
    for (FieldDefinition field : ours.getFieldDefinitions()) {
      String name = ours.getName() + "." + field.getName();
      theirs.getFieldDefinitions().stream()
          .filter(there -> there.getName().equals(field.getName()))
          .findFirst()
          .ifPresentOrElse(
              there -> {
                same(name, field.getType(), there.getType());
                inputs(
                    name + "(%s)",
                    field.getInputValueDefinitions(),
                    there.getInputValueDefinitions());
              },
              () -> wrong.add(name + " is not there"));
    }
  }

  private void inputs(
      String names, List<InputValueDefinition> ours, List<InputValueDefinition> theirs) {
    for (InputValueDefinition input : ours) {
      String name = String.format(names, input.getName());
      theirs.stream()
          .filter(there -> there.getName().equals(input.getName()))
          .findFirst()
          .ifPresentOrElse(
              there -> same(name, input.getType(), there.getType()),
              () -> wrong.add(name + " is not there"));
    }
  }

  private void values(EnumTypeDefinition ours, EnumTypeDefinition theirs) {
    List<String> there =
        theirs.getEnumValueDefinitions().stream().map(EnumValueDefinition::getName).toList();
    ours.getEnumValueDefinitions().stream()
        .filter(value -> !there.contains(value.getName()))
        .forEach(value -> wrong.add(ours.getName() + "." + value.getName() + " is not there"));
  }

  private void same(String name, Type<?> ours, Type<?> theirs) {
    String here = AstPrinter.printAst(ours);
    String there = AstPrinter.printAst(theirs);
    if (!here.equals(there)) {
      wrong.add(name + " is " + here + " here, " + there + " there");
    }
  }
}
