package io.footfall.cli.audit;

import io.footfall.cli.output.Rows;
import java.util.List;
import java.util.Map;

/** What a check found, as people and programs read it. */
public interface Outcome {

  /** As in {@code footfall audit NAME}. */
  String name();

  /** True only when everything agrees. */
  boolean holds();

  Rows rows();

  /** What is wrong, one by one, and the summary last. */
  List<String> lines();

  /** The verdict as text. */
  static String verdict(boolean holds) {
    return holds ? "holds" : "DOES NOT HOLD";
  }

  /** One line that ends with the verdict. */
  String summary();

  /** The whole as one object. */
  Map<String, Object> json();
}
