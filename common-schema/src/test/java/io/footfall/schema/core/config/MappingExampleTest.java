package io.footfall.schema.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Privacy;
import io.footfall.schema.core.mapping.TimeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented example works as it is printed. */
class MappingExampleTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/mapping-example.md");

  @Test
  void theDocumentedExampleLoads(@TempDir Path folder) throws IOException {
    Matcher block =
        Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
    assertThat(block.find()).isTrue();
    ConfigFixture fixture = new ConfigFixture(folder);
    Path key = fixture.write("hash.key", "0123456789abcdef");
    FootfallConfig config =
        fixture
            .load(
                block.group(1), Map.of(), Map.of("footfall.privacy.hash-key-file", key.toString()))
            .config();
    MappingSpec mapping = config.mapping();

    assertThat(config.pipeline()).isEqualTo("shop");
    assertThat(config.kafka().topic()).isEqualTo("shop.tracking.v3");
    assertThat(mapping.timeFormat()).isEqualTo(new TimeFormat.Epoch(TimeFormat.Unit.MILLIS));
    assertThat(mapping.fields())
        .containsEntry(
            Field.USER_ID,
            new FieldRule(List.of(path("visitor", "id")), Map.of(), true, Privacy.HASH))
        .containsEntry(
            Field.EVENT_TYPE,
            new FieldRule(
                List.of(path("action")),
                Map.of("purchase", "payment", "pageview", "view", "add_to_cart", "cart"),
                false,
                Privacy.KEEP))
        .containsEntry(Field.DEVICE, FieldRule.from(path("ctx", "ua.class")))
        .containsEntry(Field.ITEM_ID, FieldRule.from(path("sku"), path("productId")));
    assertThat(mapping.composeEventId())
        .containsExactly(Field.USER_ID, Field.EVENT_TYPE, Field.EVENT_TIME, Field.ITEM_ID);
    assertThat(mapping.properties())
        .isEqualTo(Map.of(path("clientIp"), Privacy.DROP, path("visitor", "mail"), Privacy.HASH));
    assertThat(mapping.maxAge()).isEmpty();
  }

  private static JsonPath path(String... segments) {
    return new JsonPath(List.of(segments));
  }
}
