package io.footfall.schema.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "."));

  @Test
  void documentationIsWhatTheOptionsSay() throws IOException {
    assertSame(MODULE.resolve("../docs/configuration.md"), ConfigReference.markdown());
  }

  @Test
  void packagedDefaultsAreWhatTheOptionsSay() throws IOException {
    assertSame(
        MODULE.resolve("src/main/resources/" + ConfigLoader.REFERENCE),
        ConfigReference.referenceConf());
  }

  @Test
  void tablesAreAligned() {
    String[] lines = ConfigReference.markdown().split("\n", -1);
    for (int i = 1; i < lines.length; i++) {
      if (lines[i].startsWith("|") && lines[i - 1].startsWith("|")) {
        assertThat(lines[i]).hasSameSizeAs(lines[i - 1]);
      }
    }
  }

  private static void assertSame(Path file, String expected) throws IOException {
    if (Boolean.getBoolean("footfall.docs.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    assertThat(file)
        .as("%s is generated; write it anew with -Dfootfall.docs.update=true", file.getFileName())
        .hasContent(expected);
  }
}
