package io.footfall.schema.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.schema.core.error.FootfallException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFuzzTest {
  private static final long SEED = 20_260_301;
  private static final int ROUNDS = 300;
  private static final String SIGNS = "{}[]:=,+#\"'$/\\.-_ \n\r\t@`^?!*&()aZ0\u00e9\u0000";
  private static final String CONF =
      """
      spark.master=yarn
      spark.checkpoint.dir=hdfs://n:8020/c  # comment
      kafka.bootstrap.servers=a:1,b:2
      base = /x
      footfall {
        pipeline = shop
        warehouse = ${base}"/tables"
        mapping {
          event-time { from = ["$.t.s", ts], format = epoch-ms }
          event-type { from = action, translate { purchase = payment, "a.b" = c } }
          event-id.compose = [user-id, event-time]
          properties { drop = [ip], hash = ["$['a.b'].c"] }
        }
        validation.max-age = none
      }
      footfall.ingest.trigger = 10 seconds
      kafka.topic.user = \"""t\"""
      """;

  @Test
  void damagedFilesGiveAnErrorForPeopleOrAConfiguration(@TempDir Path folder) {
    ConfigFixture fixture = new ConfigFixture(folder);
    Map<String, String> environment = Map.of("FOOTFALL_PRIVACY_HASH_KEY", "0123456789abcdef");
    Random random = new Random(SEED);
    int loaded = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String conf = damage(random, 1 + random.nextInt(3));
      try {
        fixture.load(conf, environment, Map.of());
        loaded++;
      } catch (FootfallException e) {
        assertThat(e.getMessage()).as("seed %d, round %d", SEED, round).isNotBlank();
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed %d, round %d:%n%s".formatted(SEED, round, conf), e);
      }
    }
    assertThat(loaded).as("seed %d", SEED).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
  }

  private static String damage(Random random, int times) {
    StringBuilder conf = new StringBuilder(CONF);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(conf.length());
      char sign = SIGNS.charAt(random.nextInt(SIGNS.length()));
      switch (random.nextInt(4)) {
        case 0 -> conf.insert(at, sign);
        case 1 -> conf.setCharAt(at, sign);
        case 2 -> conf.deleteCharAt(at);
        default -> conf.delete(at, Math.min(conf.length(), at + 1 + random.nextInt(40)));
      }
    }
    return conf.toString();
  }
}
