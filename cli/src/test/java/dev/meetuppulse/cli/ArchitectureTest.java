package dev.meetuppulse.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Enforces who may import whom: modules in the order of README's table, packages of core in that of
 * core's. Imports only point up these tables; here they are upside down.
 */
class ArchitectureTest {
  private static final String ROOT = "dev.meetuppulse.";
  private static final List<String> TOP_DOWN =
      List.of(
          "cli",
          "drill",
          "cluster",
          "topology",
          "web",
          "bolts",
          "meetup",
          "simulator",
          "feed",
          "redis",
          "spouts",
          "kafka",
          "core",
          "oracle");

  private static final List<String> CORE_TOP_DOWN =
      List.of(
          "core.settings",
          "core.board",
          "core.count",
          "core.source",
          "core.journal",
          "core.trend",
          "core.window",
          "core.rsvp",
          "core.metrics",
          "core.threads");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.meetuppulse");

  @Test
  void importsPointDownTheOrderOfModules() {
    order(TOP_DOWN).check(CLASSES);
  }

  @Test
  void importsPointDownTheOrderOfCorePackages() {
    order(CORE_TOP_DOWN).check(CLASSES);
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).filter(isIn("core")))
        .allMatch(name -> CORE_TOP_DOWN.stream().anyMatch(layer -> isIn(layer).test(name)));
  }

  private static Predicate<String> isIn(String layer) {
    return name -> (name + ".").startsWith(ROOT + layer + ".");
  }

  @Test
  void anImportTheWrongWayIsFound() {
    List<String> upsideDown = List.of("core", "spouts", "redis", "cli");
    assertThatThrownBy(() -> order(upsideDown).check(CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("dev.meetuppulse.core");
  }

  @Test
  void coreKnowsNoStormKafkaOrRedis() {
    assertApart(
        List.of("core"),
        "org.apache.storm..",
        "org.apache.kafka..",
        "kafka..",
        "redis..",
        "io.javalin..");
  }

  @Test
  void kafkaKnowsNoStorm() {
    assertApart(List.of("kafka"), "org.apache.storm..");
  }

  /** It judges the pipeline, so it must not share its mistakes. */
  @Test
  void theOracleSharesNoCodeWithThePipeline() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "simulator..", ROOT + "drill..", ROOT + "oracle..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "oracle..")
        .check(CLASSES);
  }

  @Test
  void onlyRedisTalksToRedis() {
    assertApart(
        List.of("core", "kafka", "spouts", "feed", "bolts", "web", "topology"), "redis.clients..");
  }

  private static void assertApart(List<String> modules, String... packages) {
    noClasses()
        .that()
        .resideInAnyPackage(
            modules.stream().map(module -> ROOT + module + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages)
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  private static LayeredArchitecture order(List<String> topDown) {
    LayeredArchitecture architecture =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (String module : topDown) {
      architecture =
          architecture.layer(module).definedBy(Predicates.resideInAPackage(ROOT + module + ".."));
    }
    for (int i = 0; i < topDown.size(); i++) {
      String[] above = topDown.subList(0, i).toArray(String[]::new);
      architecture =
          i == 0
              ? architecture.whereLayer(topDown.get(i)).mayNotBeAccessedByAnyLayer()
              : architecture.whereLayer(topDown.get(i)).mayOnlyBeAccessedByLayers(above);
    }
    return architecture;
  }
}
