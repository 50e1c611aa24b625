package io.footfall.cli.command;

import io.footfall.cli.context.CliErrors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A topic to create: {@code NAME:PARTITIONS}. */
record NewTopic(String name, int partitions) {

  private static final Pattern FORM = Pattern.compile("([A-Za-z0-9._-]{1,249}):([1-9][0-9]{0,4})");

  /**
   * Reads the form.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER
   */
  static NewTopic parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw CliErrors.badTopic(text);
    }
    return new NewTopic(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }
}
