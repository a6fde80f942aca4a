package dev.meetuppulse.meetup;

import graphql.language.AstPrinter;
import graphql.language.AstTransformer;
import graphql.language.Definition;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.Node;
import graphql.language.NodeVisitorStub;
import graphql.language.OperationDefinition;
import graphql.language.SelectionSet;
import graphql.language.VariableDefinition;
import graphql.language.VariableReference;
import graphql.parser.Parser;
import graphql.util.TraversalControl;
import graphql.util.TraverserContext;
import graphql.util.TreeTransformerUtil;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A query of a resource file, which asks for one thing, and can be asked for many at once: its one
 * field is repeated under aliases {@code n0}, {@code n1} …, and so are the variables that differ.
 * For one thread.
 */
enum QueryFile {
  /** A page of a network's events. */
  NETWORK("network", Set.of("urlname", "after")),
  /** A page of a group's events. */
  GROUP("group", Set.of("urlname", "after")),
  /** The newest RSVPs of an event. */
  LOOK("look", Set.of("id")),
  /** An event that is not known yet. */
  MEET("meet", Set.of("id")),
  /** A page of an event's RSVPs. */
  RSVPS("rsvps", Set.of("id", "first", "after")),
  /** The ids of a group's events around a day. */
  FIND("find", Set.of("urlname", "from", "to"));

  private static final String FRAGMENTS = "fragments";

  private final String file;
  private final Set<String> differing;
  private final Document document;
  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final Map<Integer, String> texts = new HashMap<>();

  QueryFile(String file, Set<String> differing) {
    this.file = file;
    this.differing = differing;
    this.document = Parser.parse(read(file));
    Parser.parse(read(FRAGMENTS))
        .getDefinitionsOfType(FragmentDefinition.class)
        .forEach(fragment -> fragments.put(fragment.getName(), fragment));
  }

  static String alias(int n) {
    return "n" + n;
  }

  /**
   * Asks for several things at once.
   *
   * @param same variables that all share
   * @param items the variables in which they differ; those not named are null
   * @param pointsEach what one is taken to cost
   */
  Query of(Map<String, Object> same, List<Map<String, Object>> items, int pointsEach) {
    Map<String, Object> variables = new LinkedHashMap<>(same);
    for (int i = 0; i < items.size(); i++) {
      for (String name : differing) {
        variables.put(name + i, items.get(i).get(name));
      }
    }
    return new Query(
        file,
        texts.computeIfAbsent(items.size(), this::text),
        variables,
        pointsEach * items.size());
  }

  private String text(int count) {
    OperationDefinition operation = document.getDefinitionsOfType(OperationDefinition.class).get(0);
    Field field = operation.getSelectionSet().getSelectionsOfType(Field.class).get(0);
    List<VariableDefinition> definitions = new ArrayList<>();
    SelectionSet.Builder repeated = SelectionSet.newSelectionSet();
    for (VariableDefinition definition : operation.getVariableDefinitions()) {
      if (!differing.contains(definition.getName())) {
        definitions.add(definition);
      }
    }
    for (int i = 0; i < count; i++) {
      int n = i;
      for (VariableDefinition definition : operation.getVariableDefinitions()) {
        if (differing.contains(definition.getName())) {
          definitions.add(definition.transform(it -> it.name(definition.getName() + n)));
        }
      }
      Field one = (Field) new AstTransformer().transform(field, new Renamer(n));
      repeated.selection(one.transform(it -> it.alias(alias(n))));
    }
    Document.Builder all = Document.newDocument();
    all.definition(
        operation.transform(
            it -> it.variableDefinitions(definitions).selectionSet(repeated.build())));
    usedFragments(operation).forEach(all::definition);
    return AstPrinter.printAst(all.build());
  }

  private Set<Definition<?>> usedFragments(Node<?> root) {
    Set<Definition<?>> used = new LinkedHashSet<>();
    addFragments(root, used);
    return used;
  }

  private void addFragments(Node<?> node, Set<Definition<?>> used) {
    if (node instanceof FragmentSpread spread) {
      FragmentDefinition fragment = fragments.get(spread.getName());
      if (used.add(fragment)) {
        addFragments(fragment, used);
      }
    }
    for (Node<?> child : node.getChildren()) {
      addFragments(child, used);
    }
  }

  private static String read(String name) {
    try (InputStream in = QueryFile.class.getResourceAsStream(name + ".graphql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the variables that differ the number of their alias. The visitor's type is raw. */
  @SuppressWarnings("rawtypes")
  private final class Renamer extends NodeVisitorStub {
    private final int n;

    Renamer(int n) {
      this.n = n;
    }

    @Override
    public TraversalControl visitVariableReference(
        VariableReference node, TraverserContext<Node> context) {
      return differing.contains(node.getName())
          ? TreeTransformerUtil.changeNode(
              context, node.transform(it -> it.name(node.getName() + n)))
          : TraversalControl.CONTINUE;
    }
  }
}
