package dev.meetuppulse.cli;

import dev.meetuppulse.cli.doctor.Check;
import dev.meetuppulse.cli.doctor.Doctor;
import dev.meetuppulse.core.settings.ServerAddress;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks the machine and the servers and says what to do. */
@Command(
    name = "doctor",
    header = "Check Java, memory, ports, Kafka, Redis and Storm, and say what to do.",
    footer = {
      "",
      "Exit code 1 if the demo lacks something that it needs, or if a server that a flag, the",
      "environment or a settings file names does not answer.",
      "",
      "Examples:",
      "  scripts/pulse doctor",
      "  scripts/pulse doctor --kafka broker-1:9092 --redis redis://cache:6379 --json",
      "  scripts/pulse doctor --settings pulse.yaml --nimbus nimbus-1:6627",
    })
final class DoctorCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private CommonOptions common;
  @Mixin private ServerOptions settings;

  @Spec private CommandSpec spec;

  @Option(
      names = "--nimbus",
      paramLabel = "HOST:PORT",
      description =
          "Storm's Nimbus, or several, comma-separated; by default one on this machine, which need"
              + " not run.")
  private String nimbus;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Settings inForce = settings.load(context);
    Set<Setting> wanted =
        Stream.of(Setting.KAFKA_BOOTSTRAP, Setting.REDIS_URL)
            .filter(inForce::isGiven)
            .collect(Collectors.toSet());
    List<Check> checks =
        new Doctor(inForce, wanted, nimbuses(), context.directory().directory("doctor")).examine();
    boolean well = checks.stream().noneMatch(check -> check.state() == Check.Result.BAD);
    if (json) {
      context.out().println(PrettyJson.of(Map.of("ok", well, "checks", checks)));
    } else {
      checks.forEach(this::print);
    }
    return well ? 0 : 1;
  }

  private List<ServerAddress> nimbuses() {
    try {
      return nimbus == null ? List.of() : ServerAddress.parseList(nimbus);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--nimbus is '" + nimbus + "'; " + e.getMessage(), e);
    }
  }

  private void print(Check check) {
    context
        .out()
        .printf(
            "%-5s %-19s %s%n",
            check.state().name().toLowerCase(Locale.ROOT), check.name(), check.found());
    if (!check.advice().isEmpty()) {
      context.out().printf("%-25s -> %s%n", "", check.advice());
    }
  }
}
