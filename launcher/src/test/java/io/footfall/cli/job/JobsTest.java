package io.footfall.cli.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.schema.core.error.FootfallException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class JobsTest {

  @Test
  void allStandsForEveryJob() {
    assertThat(Jobs.named("all")).isEqualTo(Jobs.ALL);
    assertThat(Jobs.named("ingest, all")).isEqualTo(Jobs.ALL);
  }

  @Test
  void namesAreTakenOnceInTheOrderOfTheList() {
    assertThat(Jobs.named(" ingest,ingest")).extracting(Job::name).containsExactly("ingest");
  }

  @Test
  void aNameThatIsNoneIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> Jobs.named("ingest,inject"))
        .isInstanceOf(FootfallException.class)
        .hasMessageContaining("there is no job \"inject\"")
        .hasMessageContaining("ingest");
  }

  @Test
  void aJobsJarIsThatOfItsModule() {
    assertThat(Jobs.ALL.get(0).jar(Path.of("/footfall")).toString())
        .matches("/footfall/ingest-job/target/ingest-job-.*-spark\\.jar");
  }

  @Test
  void everyJobHasATableOfItsOwnToWatch() {
    assertThat(Jobs.ofTopic())
        .allSatisfy(job -> assertThat(job.contender().orElseThrow().tables()).isNotEmpty());
    assertThat(Jobs.ALL.stream().map(Job::name)).doesNotHaveDuplicates();
  }
}
