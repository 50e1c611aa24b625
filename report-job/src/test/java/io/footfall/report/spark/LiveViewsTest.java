package io.footfall.report.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LiveViewsTest {

  @Test
  void theDocumentationShowsThemAsTheyAre() throws IOException {
    assertThat(LiveViews.names()).hasSize(4);
    for (String name : LiveViews.names()) {
      assertThat(Path.of("../docs/reports.md"))
          .content()
          .contains(
              "```sql\nCREATE OR REPLACE TEMPORARY VIEW %s AS\n%s\n```"
                  .formatted(name, LiveViews.sql(name, "WAREHOUSE")));
    }
  }

  @Test
  void aWarehouseStaysWithinItsQuotes() {
    assertThat(LiveViews.sql("sessions_live", "/data/o`dd"))
        .contains("delta.`/data/o``dd/session_updates`");
  }
}
