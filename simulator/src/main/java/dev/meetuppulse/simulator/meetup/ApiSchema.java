package dev.meetuppulse.simulator.meetup;

import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The part of Meetup's schema that the mock API serves. */
public final class ApiSchema {
  private ApiSchema() {}

  public static String sdl() {
    try (InputStream in = ApiSchema.class.getResourceAsStream("schema.graphqls")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static GraphQLSchema executable(RuntimeWiring wiring) {
    return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(sdl()), wiring);
  }
}
