package io.footfall.schema.core.codec;

import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Privacy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A mapping and a projection, made ready for one codec: the keys as a tree, a slot for each
 * candidate.
 */
final class Plan {
  private final PathNode root = PathNode.root();
  private final List<FieldState> fields = new ArrayList<>();
  private final Set<Slot> slots = new LinkedHashSet<>();
  private final List<FieldState> composition;
  private final boolean nested;

  Plan(MappingSpec spec, Projection projection) {
    for (Field field : Field.values()) {
      FieldRule rule = spec.fields().get(field);
      boolean projected = projection.fields().contains(field);
      boolean part =
          projection.fields().contains(Field.EVENT_ID) && spec.composeEventId().contains(field);
      boolean built = (projected || part) && rule.privacy() != Privacy.DROP;
      List<Slot> candidates = new ArrayList<>();
      for (JsonPath path : rule.candidates()) {
        PathNode node = root.descend(path);
        // A candidate that loses is kept, but no more open than the field would have been.
        node.restrict(rule.privacy());
        Slot slot = node.slotHere();
        want(slot, field, rule, built, projection.properties());
        candidates.add(slot);
      }
      slots.addAll(candidates);
      fields.add(new FieldState(field, rule, candidates, built, projected));
    }
    spec.properties().forEach((path, privacy) -> root.descend(path).restrict(privacy));
    root.settle();
    composition = spec.composeEventId().stream().map(this::field).toList();
    nested = root.nested();
  }

  private static void want(
      Slot slot, Field field, FieldRule rule, boolean built, boolean properties) {
    slot.wantText |= built && field.isText();
    slot.wantAnyText |= properties && rule.candidates().size() > 1;
    slot.wantBlank |= field.required();
    slot.wantTime |= field == Field.EVENT_TIME;
    slot.wantAmount |= field == Field.AMOUNT;
  }

  /** Stands for the whole record. */
  PathNode root() {
    return root;
  }

  FieldState field(Field field) {
    return fields.stream().filter(state -> state.field == field).findFirst().orElseThrow();
  }

  /** In canonical order. */
  FieldState[] fields() {
    return fields.toArray(new FieldState[0]);
  }

  Slot[] slots() {
    return slots.toArray(new Slot[0]);
  }

  /** What an {@code event_id} is composed of; empty when it is not. */
  List<FieldState> composition() {
    return composition;
  }

  /** True when some path leads into an object, so that property keys can clash. */
  boolean nested() {
    return nested;
  }
}
