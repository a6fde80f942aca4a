package dev.meetuppulse.cli;

import dev.meetuppulse.cli.count.CountException;
import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.drill.DrillException;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.kafka.KafkaAccessException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The command line as a whole. */
@Command(
    name = "pulse",
    header = "Meetup Pulse: which US cities are most active on Meetup right now, live and exact.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Pulse.BuildVersion.class,
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Start here:",
      "  scripts/pulse demo                       watch it run; nothing to install",
      "  scripts/pulse test                       run every test",
      "  scripts/pulse count recording.jsonl.gz   count a recording",
      "",
      "Exit codes: 0 done, 1 it failed and said why, 2 wrong usage.",
    })
public final class Pulse implements Runnable {
  /** The name under which the start script was found, where that is not the one in a checkout. */
  private static final String COMMAND_PROPERTY = "pulse.command";

  private static final String CHECKOUT_COMMAND = "scripts/pulse";

  /** Their message is one line for people: the cause, then the remedy. */
  private static final List<Class<? extends RuntimeException>> FOR_PEOPLE =
      List.of(
          Failure.class,
          StoreException.class,
          FeedException.class,
          ClusterException.class,
          CountException.class,
          DrillException.class,
          KafkaAccessException.class);

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version of Meetup Pulse and of Java.")
  private boolean version;

  /** The version that the build wrote into the jar. */
  static final class BuildVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String built = Pulse.class.getPackage().getImplementationVersion();
      return new String[] {
        "Meetup Pulse " + Objects.requireNonNullElse(built, "from classes, without a version"),
        "Java " + Runtime.version()
      };
    }
  }

  private Pulse() {}

  /** The command line, ready to execute. */
  public static CommandLine commandLine(CommandContext context) {
    CommandLine line = new CommandLine(new Pulse());
    line.addSubcommand(new DemoCommand(context));
    line.addSubcommand(new TestCommand());
    line.addSubcommand(new DistCommand());
    line.addSubcommand(new CountCommand(context));
    line.addSubcommand(
        new CommandLine(new FeedCommand())
            .addSubcommand(new FeedCommand.HttpFeed(context))
            .addSubcommand(new FeedCommand.FileFeed(context))
            .addSubcommand(new FeedCommand.SimulatedFeed(context))
            .addSubcommand(new MeetupCommand(context)));
    line.addSubcommand(new TailCommand(context));
    line.addSubcommand(new DeadLettersCommand(context));
    line.addSubcommand(new SimulatorCommand(context));
    line.addSubcommand(new WebCommand(context));
    line.addSubcommand(ClusterCommand.line(context));
    line.addSubcommand(new DrillCommand(context));
    line.addSubcommand(new BenchCommand(context));
    line.addSubcommand(
        new CommandLine(new TrendsCommand()).addSubcommand(new TrendsEvaluateCommand(context)));
    line.addSubcommand(new SettingsCommand(context));
    line.addSubcommand(new MetricsCommand(context));
    line.addSubcommand(new DoctorCommand(context));
    line.setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8));
    nameAsStarted(line, startedAs());
    // A file may be called @recording.jsonl.
    line.setExpandAtFiles(false);
    line.setUsageHelpAutoWidth(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionStrategy(parsed -> execute(context, parsed));
    line.setParameterExceptionHandler(Pulse::explainUsage);
    line.setExecutionExceptionHandler(
        (e, command, parsed) ->
            context.cleanup().isClosing() ? 0 : explainFailure(context, e, command, parsed));
    return line;
  }

  /** How people started it, such as {@code scripts/pulse}. */
  static String startedAs() {
    return System.getProperty(COMMAND_PROPERTY, CHECKOUT_COMMAND);
  }

  /** Puts the command's name into the examples of all help pages. */
  private static void nameAsStarted(CommandLine line, String name) {
    String[] footer = line.getCommandSpec().usageMessage().footer();
    line.getCommandSpec()
        .usageMessage()
        .footer(
            Arrays.stream(footer)
                .map(row -> row.replace(CHECKOUT_COMMAND, name))
                .toArray(String[]::new));
    line.getSubcommands().values().forEach(sub -> nameAsStarted(sub, name));
  }

  private static int execute(CommandContext context, ParseResult parsed) {
    context.runs(last(parsed).commandSpec().qualifiedName());
    OptionRules.check(last(parsed));
    try {
      options(last(parsed)).apply();
    } catch (Failure e) {
      context.printFailure(e.getMessage());
      return ExitCode.SOFTWARE;
    }
    return new RunLast().execute(parsed);
  }

  private static int explainUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .println(name + ": " + oneLine(e.getMessage()) + " (try '" + name + " --help')");
    return ExitCode.USAGE;
  }

  private static int explainFailure(
      CommandContext context, Exception e, CommandLine command, ParseResult parsed) {
    if (options(last(parsed)).verbose()) {
      e.printStackTrace(command.getErr());
    }
    String why =
        FOR_PEOPLE.stream().anyMatch(type -> type.isInstance(e))
            ? e.getMessage()
            : e + "; --verbose shows more";
    context.printFailure(oneLine(why));
    return ExitCode.SOFTWARE;
  }

  private static ParseResult last(ParseResult parsed) {
    ParseResult result = parsed;
    while (result.hasSubcommand()) {
      result = result.subcommand();
    }
    return result;
  }

  private static HelpOption options(ParseResult parsed) {
    return (HelpOption) parsed.commandSpec().mixins().get("common").userObject();
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "missing command");
  }
}
