package dev.meetuppulse.simulator.meetup;

import graphql.language.Argument;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Value;
import graphql.language.VariableReference;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes the points that a query costs: one for each field at the top, and one for each 50 rows
 * that it asks its lists for. Meetup does not publish its costs; this is a guess.
 */
final class QueryCost {
  private static final int ROWS_A_POINT = 50;

  private final Map<String, FragmentDefinition> fragments;
  private final Map<String, Object> variables;

  private QueryCost(Document document, Map<String, Object> variables) {
    this.fragments =
        document.getDefinitionsOfType(FragmentDefinition.class).stream()
            .collect(
                Collectors.toMap(FragmentDefinition::getName, Function.identity(), (a, b) -> a));
    this.variables = variables;
  }

  static int of(Document document, Map<String, Object> variables) {
    QueryCost cost = new QueryCost(document, variables);
    return document.getDefinitionsOfType(OperationDefinition.class).stream()
        .flatMap(operation -> cost.fields(operation.getSelectionSet()))
        .mapToInt(field -> (int) Math.min(1_000_000, 1 + cost.rows(field, 1) / ROWS_A_POINT))
        .sum();
  }

  private long rows(Field field, long parents) {
    long first = first(field.getArguments());
    long own = first < 0 ? 0 : parents * first;
    long each = first < 0 ? parents : own;
    return own + fields(field.getSelectionSet()).mapToLong(child -> rows(child, each)).sum();
  }

  private Stream<Field> fields(SelectionSet set) {
    return set == null
        ? Stream.empty()
        : set.getSelections().stream().flatMap(selection -> fields(selection));
  }

  private Stream<Field> fields(Selection<?> selection) {
    if (selection instanceof Field field) {
      return Stream.of(field);
    }
    if (selection instanceof InlineFragment inline) {
      return fields(inline.getSelectionSet());
    }
    return fields(fragments.get(((FragmentSpread) selection).getName()).getSelectionSet());
  }

  /** Rows that a list is asked for, also within {@code input}; -1 where it is no list. */
  private long first(List<Argument> arguments) {
    for (Argument argument : arguments) {
      if (argument.getName().equals("first")) {
        return number(argument.getValue());
      }
      if (argument.getValue() instanceof ObjectValue input) {
        for (ObjectField field : input.getObjectFields()) {
          if (field.getName().equals("first")) {
            return number(field.getValue());
          }
        }
      }
    }
    return -1;
  }

  private long number(Value<?> value) {
    if (value instanceof VariableReference reference) {
      return variables.get(reference.getName()) instanceof Number number ? number.longValue() : -1;
    }
    return value instanceof IntValue number ? number.getValue().longValue() : -1;
  }
}
