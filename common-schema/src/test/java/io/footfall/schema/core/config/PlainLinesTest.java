package io.footfall.schema.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.typesafe.config.ConfigFactory;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlainLinesTest {

  @Test
  void plainValuesNeedNoQuotes() {
    assertThat(
            read(
                """
                spark.speculation=true
                spark.speculation.interval = 10s   # often
                  kafka.bootstrap.servers : a:1,b:2 // two
                kafka.sasl.jaas.config=x.LoginModule required user="u" password="p#1";
                spark.eventLog.dir=hdfs://n:8020/logs\r
                spark.empty=
                spark.quoted = "a # \\"b\\"" # c
                spark.quoted.too="x" "y"
                """))
        .containsOnly(
            entry("spark.speculation", "true"),
            entry("spark.speculation.interval", "10s"),
            entry("kafka.bootstrap.servers", "a:1,b:2"),
            entry("kafka.sasl.jaas.config", "x.LoginModule required user=\"u\" password=\"p#1\";"),
            entry("spark.eventLog.dir", "hdfs://n:8020/logs"),
            entry("spark.empty", ""),
            entry("spark.quoted", "a # \"b\""),
            entry("spark", "{quoted={too=x y}}"));
  }

  @Test
  void everythingElseStaysAsItIs() {
    String text =
        """
        # spark.a=1:2
        footfall { x = "}" // }
          spark.inner = 1
        }
        spark.list = [1, 2]
        spark { b { c = 1 } }
        kafka.topic.user = ${x}
        spark.more += 3
        y = \"""
        spark.in.text=a:b
        \"""
        z = "{ \\" {"
        """;

    assertThat(PlainLines.quote(text).hocon()).isEqualTo(text);
    assertThat(PlainLines.quote(text + "spark.a=b:c").plain()).containsOnlyKeys("spark.a");
  }

  @Test
  void longValuesAreNoTrouble() {
    String pem = "-----BEGIN\\n" + ("A".repeat(64) + "\\n").repeat(200);
    assertThat(read("kafka.a=\"" + pem + "\"\nkafka.b=" + pem))
        .containsOnly(entry("kafka.a", pem.replace("\\n", "\n")), entry("kafka.b", pem));
  }

  @Test
  void linesKeepTheirNumbers() {
    String text = "# one\n\nspark.a=x:y\r\nfootfall.b = 2\n";
    assertThat(PlainLines.quote(text).hocon())
        .isEqualTo("# one\n\n\"spark.a\" = \"x:y\"\nfootfall.b = 2\n");
  }

  private static Map<String, String> read(String text) {
    return ConfigFactory.parseString(PlainLines.quote(text).hocon())
        .root()
        .unwrapped()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
  }
}
