package io.footfall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may depend on what; a rule that finds no class to judge fails. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.footfall");
  private static final String JOB_RUNTIME = "io.footfall.runtime..";
  private static final List<String> JOBS = List.of("ingest", "session", "funnel", "report");

  @Test
  void coreIsFreeOfEngines() {
    noClasses()
        .that()
        .resideInAPackage("io.footfall..core..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.spark..",
            "org.apache.kafka..",
            "org.apache.hadoop..",
            "io.delta..",
            "scala..")
        .check(CLASSES);
  }

  @Test
  void commonSchemaDependsOnNoOtherModule() {
    noClasses()
        .that()
        .resideInAPackage("io.footfall.schema..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(allBut("io.footfall.schema.."))
        .check(CLASSES);
  }

  @Test
  void offsetsDependOnCommonSchemaOnly() {
    noClasses()
        .that()
        .resideInAPackage("io.footfall.offsets..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(allBut("io.footfall.schema..", "io.footfall.offsets.."))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void runtimeDependsOnNoJob() {
    noClasses()
        .that()
        .resideInAPackage(JOB_RUNTIME)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(JOBS.stream().map(ArchitectureTest::jobPackage).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyMainEndsTheProcess() {
    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Main")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycles() {
    slices().matching("io.footfall.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void noJobDependsOnAnother() {
    for (String job : JOBS) {
      String[] others =
          JOBS.stream()
              .filter(other -> !other.equals(job))
              .map(ArchitectureTest::jobPackage)
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(jobPackage(job))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .allowEmptyShould(true) // a job that is not there yet
          .check(CLASSES);
    }
  }

  private static String jobPackage(String job) {
    return "io.footfall." + job + "..";
  }

  private static String[] allBut(String... own) {
    List<String> mine = List.of(own);
    return List.of(
            "io.footfall.schema..",
            "io.footfall.offsets..",
            JOB_RUNTIME,
            "io.footfall.ingest..",
            "io.footfall.session..",
            "io.footfall.funnel..",
            "io.footfall.report..",
            "io.footfall.localkafka..",
            "io.footfall.generator..",
            "io.footfall.bench..",
            "io.footfall.cli..")
        .stream()
        .filter(name -> !mine.contains(name))
        .toArray(String[]::new);
  }
}
