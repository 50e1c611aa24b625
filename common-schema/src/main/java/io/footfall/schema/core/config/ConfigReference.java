package io.footfall.schema.core.config;

import io.footfall.schema.core.event.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The reference of all keys, made from their definitions. */
public final class ConfigReference {
  private static final int COMMENT_WIDTH = 96;

  private static final String INTRO =
      """
      # Configuration

      <!-- Generated from the definitions of the options; a test compares. To write it anew:
           mvn test -pl common-schema -am -Dtest=ConfigReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dfootfall.docs.update=true -->

      Footfall reads, each over the one before:

      1. the defaults below (packaged as `footfall-reference.conf`),
      2. the file given with `--config`,
      3. the environment,
      4. the command line.

      `footfall config` shows every value in force and where it came from, secrets masked. All problems of a
      configuration are reported at once, each with its place and what to do.

      ## The file

      [HOCON](https://github.com/lightbend/config/blob/main/HOCON.md): blocks or dotted keys, comments,
      `${substitution}` from the file, the defaults and the environment, and `include "other.conf"` for a
      file beside it, which must exist. Values that hold one of `: / , = { } [ ] " $ +` or another sign of HOCON
      need double quotes. Lines `spark.x.y=value` and `kafka.x.y=value` outside of blocks need none: such a
      line is one key and the rest of the line its value, up to a ` #` or ` //` comment. So the files of Spark and
      Kafka can be pasted as they are. A file whose name ends in `.properties` is read as Java properties.

      - `spark.*` goes to Spark's configuration, where it never overrides what `spark-submit` set.
      - `kafka.*` goes to the Kafka clients, but for the keys listed below.
      - `footfall.*` is Footfall's own. An unknown key is an error.

      Durations have a unit: `10 minutes`, `90 s`, `500 ms`. Relative local paths start at the working
      directory; a URI (`hdfs://`, `s3a://`, ...) stays as it is.

      ## The environment

      `FOOTFALL_` and the key without `footfall.`, in capitals, `.` and `-` as `_`:
      `FOOTFALL_SOURCE_MAX_OFFSETS_PER_TRIGGER`, `FOOTFALL_KAFKA_BOOTSTRAP_SERVERS`,
      `FOOTFALL_SPARK_EXECUTOR_MEMORY`. An empty variable counts as not set; an unknown one is an error, other
      than `FOOTFALL_HOME`, `FOOTFALL_JAVA_OPTS`, `FOOTFALL_TEST_...` and those that Kubernetes makes for
      services. A `spark.*` key with capital letters can be set from the environment only where the file has it too.

      ## Secrets

      They belong in `footfall.source.secrets-file`, `footfall.privacy.hash-key-file` or the environment. Any
      key that sounds like one (password, secret, token, credential, jaas, access key ...) is masked wherever
      values are shown.
      """;

  private ConfigReference() {}

  /** {@code docs/configuration.md}. */
  public static String markdown() {
    StringBuilder page = new StringBuilder(INTRO);
    for (Options.Section section : Options.sections()) {
      page.append("\n## ").append(section.title()).append("\n\n");
      if (!section.intro().isEmpty()) {
        page.append(section.intro()).append('\n');
      }
      page.append(table(rows(section)));
      if (section.options().contains(MappingOptions.COMPOSE)) {
        page.append("\nThe fields and where they are found by default:\n\n")
            .append(table(fields()));
        page.append("\n[A topic with other names](mapping-example.md) shows all of it at work.\n");
      }
    }
    return page.toString();
  }

  private static List<List<String>> rows(Options.Section section) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    rows.put("", List.of("Key", "Type", "Default", "Meaning"));
    for (Option<?> option : section.options()) {
      rows.putIfAbsent(
          option.docKey(),
          List.of(
              "`" + option.docKey() + "`",
              option.type().name(),
              option.shownDefault(),
              option.doc()));
    }
    return new ArrayList<>(rows.values());
  }

  private static List<List<String>> fields() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Field", "Default path", "Column", "Required"));
    for (Field field : Field.values()) {
      rows.add(
          List.of(
              "`" + field.configName() + "`",
              "`" + field.jsonName() + "`",
              "`" + field.columnName() + "`",
              field.required() ? "yes" : "no"));
    }
    return rows;
  }

  private static String table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<List<String>> all = new ArrayList<>(rows);
    all.add(1, Arrays.stream(widths).mapToObj("-"::repeat).toList());
    StringBuilder table = new StringBuilder();
    for (List<String> row : all) {
      for (int i = 0; i < columns; i++) {
        String padding = " ".repeat(widths[i] - row.get(i).length());
        table.append("| ").append(row.get(i)).append(padding).append(' ');
      }
      table.append("|\n");
    }
    return table.toString();
  }

  /** {@code footfall-reference.conf}: every key with its default, those without one as comments. */
  static String referenceConf() {
    StringBuilder conf = new StringBuilder("# Every key of Footfall with its default.");
    conf.append(" Generated from the definitions of the options.\n");
    for (Options.Section section : Options.sections()) {
      Set<String> told = new HashSet<>();
      for (Option<?> option : section.options()) {
        if (told.add(option.doc())) {
          conf.append('\n').append(comment(option.doc()));
        }
        conf.append(
            option
                .fallback()
                .map(value -> option.key() + " = " + value)
                .orElse("# " + option.key() + ": " + option.shownDefault()));
        conf.append('\n');
      }
    }
    return conf.toString();
  }

  private static String comment(String doc) {
    StringBuilder lines = new StringBuilder("#");
    int width = 1;
    for (String word : doc.split(" ", -1)) {
      if (width + 1 + word.length() > COMMENT_WIDTH) {
        lines.append("\n#");
        width = 1;
      }
      lines.append(' ').append(word);
      width += 1 + word.length();
    }
    return lines.append('\n').toString();
  }
}
