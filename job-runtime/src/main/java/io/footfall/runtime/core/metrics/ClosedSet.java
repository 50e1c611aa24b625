package io.footfall.runtime.core.metrics;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The values that one label may take: what is not among them is {@value #OTHER}. Immutable. */
public final class ClosedSet implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The label of all that has no label of its own. */
  public static final String OTHER = "other";

  private final Set<String> values;

  private ClosedSet(Set<String> values) {
    this.values = values;
  }

  /** These and {@value #OTHER}. */
  public static ClosedSet of(Collection<String> values) {
    return new ClosedSet(new HashSet<>(values));
  }

  /** The value itself, or {@value #OTHER}; null is another one. */
  public String label(String value) {
    return value != null && values.contains(value) ? value : OTHER;
  }

  /** In order, {@value #OTHER} last. */
  public List<String> labels() {
    List<String> labels = new ArrayList<>(values.stream().sorted().toList());
    labels.remove(OTHER);
    labels.add(OTHER);
    return labels;
  }
}
