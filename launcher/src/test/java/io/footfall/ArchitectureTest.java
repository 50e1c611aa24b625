package io.footfall;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** What may depend on what; a rule that finds no class to judge fails. */
@AnalyzeClasses(packages = "io.footfall", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  private static final String JOB_RUNTIME = "io.footfall.runtime..";
  private static final List<String> JOBS = List.of("ingest", "session", "funnel", "report");

  @ArchTest
  static final ArchRule coreIsFreeOfEngines =
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
              "scala..");

  @ArchTest
  static final ArchRule commonSchemaDependsOnNoOtherModule =
      noClasses()
          .that()
          .resideInAPackage("io.footfall.schema..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(allBut("io.footfall.schema.."));

  @ArchTest
  static final ArchRule offsetsDependOnCommonSchemaOnly =
      noClasses()
          .that()
          .resideInAPackage("io.footfall.offsets..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(allBut("io.footfall.schema..", "io.footfall.offsets.."))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule runtimeDependsOnNoJob =
      noClasses()
          .that()
          .resideInAPackage(JOB_RUNTIME)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              JOBS.stream().map(ArchitectureTest::jobPackage).toArray(String[]::new))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyMainEndsTheProcess =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Main")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("io.footfall.(**)").should().beFreeOfCycles();

  @ArchTest
  static void noJobDependsOnAnother(JavaClasses classes) {
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
          .check(classes);
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
            "io.footfall.cli..")
        .stream()
        .filter(name -> !mine.contains(name))
        .toArray(String[]::new);
  }
}
