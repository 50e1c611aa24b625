package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.Privacy;
import java.util.List;

/** How one field is found and checked; and what was found of it in the current record. */
final class FieldState {
  final Field field;
  final FieldRule rule;

  /** In order of preference. */
  final Slot[] candidates;

  /** Whether its value is needed, for the event or for a composed id. */
  final boolean built;

  /** Whether its value is part of the event. */
  final boolean projected;

  /** The candidate that counts, or null. */
  Slot winner;

  /** As it reaches the table; null when absent or not needed. */
  String text;

  FieldState(Field field, FieldRule rule, List<Slot> candidates, boolean built, boolean projected) {
    this.field = field;
    this.rule = rule;
    this.candidates = candidates.toArray(new Slot[0]);
    this.built = built;
    this.projected = projected;
  }

  /** Begins with a record whose slots are filled. */
  void choose(long record) {
    text = null;
    winner = null;
    for (Slot slot : candidates) {
      if (slot.present(record)) {
        winner = slot;
        slot.taken = true;
        return;
      }
    }
  }

  boolean found() {
    return winner != null;
  }

  boolean reachesTable() {
    return rule.privacy() != Privacy.DROP;
  }
}
