package io.footfall.schema.core.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a configuration, so that all of it is told at once. */
final class Findings {

  /** One problem; {@code remedy} begins in lower case and has no full stop. */
  record Problem(String subject, String what, String remedy) {}

  private final Set<Problem> problems = new LinkedHashSet<>();
  private final List<String> warnings = new ArrayList<>();

  void problem(Given given, String what, String remedy) {
    problem(given.subject(), what, remedy);
  }

  /**
   * @param subject key and place
   */
  void problem(String subject, String what, String remedy) {
    problems.add(new Problem(subject, what, remedy));
  }

  void warning(String text) {
    warnings.add(text);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw ConfigErrors.invalid(List.copyOf(problems));
    }
  }
}
