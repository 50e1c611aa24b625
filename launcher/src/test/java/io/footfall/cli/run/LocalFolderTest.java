package io.footfall.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalFolderTest {

  @ParameterizedTest
  @CsvSource({
    "/data, /data",
    "file:/data, /data",
    "file:///data/shop, /data/shop",
    "/odd:name/data, /odd:name/data",
    "file://host/data,",
    "s3a://bucket/data,",
    "hdfs:///data,",
  })
  void isWhatTheConfigurationNamesOnThisMachine(String dataDir, String folder) {
    FootfallConfig config =
        ConfigLoader.load(Optional.empty(), Map.of(), Map.of("footfall.data-dir", dataDir))
            .config();
    assertThat(LocalFolder.of(config)).isEqualTo(Optional.ofNullable(folder).map(Path::of));
  }
}
