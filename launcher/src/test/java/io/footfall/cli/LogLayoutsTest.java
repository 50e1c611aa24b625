package io.footfall.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.runtime.spark.BatchLog;
import io.footfall.runtime.spark.PassLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

/** The lines that batches and merges leave, as the layouts on the class path show them. */
class LogLayoutsTest {
  private static final String TEXT = "query shop/report pass 3 merged [\"sessions\"] in 7 ms";

  @Test
  void asTextItIsOneLine() throws IOException {
    assertThat(line(configuration("log4j2.properties"), Map.of()))
        .endsWith(" INFO  PassLog: " + TEXT + System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  void asJsonItIsOneObjectThatNamesQueryAndBatch() throws IOException {
    JsonNode line =
        new ObjectMapper()
            .readTree(
                line(
                    configuration("log4j2-json.properties"),
                    Map.of("query", "shop/report", "batch", "3")));
    assertThat(line.get("level").asText()).isEqualTo("INFO");
    assertThat(line.get("query").asText()).isEqualTo("shop/report");
    assertThat(line.get("batch").asText()).isEqualTo("3");
    assertThat(line.get("message").asText()).isEqualTo(TEXT);
  }

  @Test
  void asJsonALineOfATaskNamesThemToo() throws IOException {
    JsonNode line =
        new ObjectMapper()
            .readTree(
                line(
                    configuration("log4j2-json.properties"),
                    Map.of("mdc.query", "q-1", "mdc.batch", "12")));
    assertThat(line.get("query").asText()).isEqualTo("q-1");
    assertThat(line.get("batch").asText()).isEqualTo("12");
    assertThat(line.get("offsets").asText()).isEmpty();
  }

  @Test
  void asJsonBatchesAndMergesAreShownWithoutAsking() throws IOException {
    Configuration json = configuration("log4j2-json.properties");
    for (Class<?> log : new Class<?>[] {BatchLog.class, PassLog.class}) {
      assertThat(json.getLoggerConfig(log.getName()).getLevel()).isEqualTo(Level.INFO);
    }
  }

  private static String line(Configuration configuration, Map<String, String> context) {
    LogEvent event =
        Log4jLogEvent.newBuilder()
            .setLoggerName(PassLog.class.getName())
            .setLevel(Level.INFO)
            .setThreadName("supervisor-report")
            .setMessage(new SimpleMessage(TEXT))
            .setContextData(ContextDataFactory.createContextData(context))
            .build();
    return new String(
        configuration.getAppender("stderr").getLayout().toByteArray(event), StandardCharsets.UTF_8);
  }

  private static Configuration configuration(String resource) throws IOException {
    try (InputStream in = LogLayoutsTest.class.getResourceAsStream("/" + resource)) {
      Configuration configuration =
          new PropertiesConfigurationFactory()
              .getConfiguration(new LoggerContext("layouts"), new ConfigurationSource(in));
      configuration.initialize();
      return configuration;
    }
  }
}
