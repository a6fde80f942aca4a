package dev.meetuppulse.dist;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Prepares a command's help for its man page, which has sections for the examples and the exit
 * codes that end the help, and none for a footer without a heading.
 */
final class ManPage {
  private static final String EXIT_CODES = "Exit codes:";
  private static final String FAILS_IF = "Exit code 1 if ";

  private final List<String> description = new ArrayList<>();
  private final List<String> examples = new ArrayList<>();
  private String failure = "It failed, and said why.";

  private ManPage() {}

  /** Moves what the footer of a command's help says into the sections of a man page. */
  static void prepare(UsageMessageSpec help) {
    ManPage page = new ManPage();
    page.description.addAll(List.of(help.description()));
    page.read(help.footer());
    if (page.description.stream().allMatch(String::isBlank)) {
      page.description.addAll(List.of(help.header()));
    }
    help.description(page.description.toArray(String[]::new));
    help.footerHeading("Examples%n").footer(page.examples.toArray(String[]::new));
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "It is done.");
    codes.put("1", page.failure);
    codes.put("2", "Wrong usage.");
    help.exitCodeListHeading("Exit status%n").exitCodeList(codes);
  }

  /** A block of lines between empty ones is either examples or further description. */
  private void read(String[] footer) {
    List<String> block = new ArrayList<>();
    for (String line : footer) {
      if (line.isEmpty()) {
        read(block);
        block.clear();
      } else {
        block.add(line);
      }
    }
    read(block);
  }

  private void read(List<String> block) {
    if (block.isEmpty() || block.get(0).startsWith(EXIT_CODES)) {
      return;
    }
    for (int i = 0; i < block.size(); i++) {
      if (block.get(i).startsWith(FAILS_IF)) {
        readFailure(block.subList(i, block.size()));
        read(block.subList(0, i));
        return;
      }
    }
    List<String> rest = block.subList(1, block.size());
    if (block.get(0).endsWith(":") && rest.stream().allMatch(ManPage::isIndented)) {
      examples.addAll(rest);
      return;
    }
    boolean indented = true;
    for (String line : block) {
      if (isIndented(line) != indented) {
        // Else AsciiDoc would take a table for more of the sentence before it.
        description.add("");
      }
      indented = isIndented(line);
      description.add(line);
    }
  }

  /** Reads when exit code 1 is this command's own, besides when it is that of all. */
  private void readFailure(List<String> lines) {
    failure += " Also if " + String.join(" ", lines).substring(FAILS_IF.length());
  }

  private static boolean isIndented(String line) {
    return line.startsWith(" ");
  }
}
