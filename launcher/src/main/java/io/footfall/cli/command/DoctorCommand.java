package io.footfall.cli.command;

import io.footfall.cli.context.Invocation;
import io.footfall.cli.doctor.Doctor;
import io.footfall.cli.doctor.Finding;
import io.footfall.cli.doctor.Finding.Status;
import io.footfall.cli.output.Column;
import io.footfall.cli.output.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code footfall doctor}. */
@Command(
    name = "doctor",
    description = {
      "Check whether Footfall can run here: Java, memory, configuration, broker, topic, clocks, "
          + "folders, and where the job would start.",
      "Leaves nothing behind. Exit code 1 if a check fails; warnings do not count."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  footfall doctor --config application.conf",
      "  footfall doctor --set kafka.bootstrap.servers=broker1:9092 -o json"
    })
public final class DoctorCommand implements Callable<Integer> {

  private final Invocation invocation;
  @Mixin private ConfigOptions config;
  @Mixin private OutputOptions output;

  public DoctorCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() throws InterruptedException {
    Doctor doctor =
        new Doctor(() -> config.load(invocation), invocation.environment(), invocation.clock());
    List<Finding> findings = doctor.findings();
    boolean ok = count(findings, Status.FAIL) == 0;
    Rows rows = rows(findings);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("ok", ok);
    json.put("checks", rows.asMaps());
    output.print(invocation.out(), rows, json);
    invocation.say(
        "footfall: checks: %d, failures: %d, warnings: %d, skipped: %d"
            .formatted(
                findings.size(),
                count(findings, Status.FAIL),
                count(findings, Status.WARN),
                count(findings, Status.SKIP)));
    return ok ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static long count(List<Finding> findings, Status status) {
    return findings.stream().filter(finding -> finding.status() == status).count();
  }

  private static Rows rows(List<Finding> findings) {
    return new Rows(
        List.of(
            Column.left("check"),
            Column.left("status"),
            Column.left("detail"),
            Column.left("remedy")),
        findings.stream()
            .map(
                finding ->
                    List.<Object>of(
                        finding.check(),
                        finding.status().name(),
                        finding.detail(),
                        finding.remedy()))
            .toList());
  }
}
